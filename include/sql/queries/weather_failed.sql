-- The source of an area's weather has failed, and is not asked again for :wait.
insert into jatre.weather_failures as known (area_code, failures, failed_at, ask_at, reason)
values (:area, 1, clock_timestamp(), clock_timestamp() + :wait, :reason)
on conflict (area_code) do update set
  failures = known.failures + 1,
  failed_at = excluded.failed_at,
  ask_at = excluded.ask_at,
  reason = excluded.reason
