-- The weather of an area; a row comes back when anything of it is new. An observation older than the stored one is not
-- taken.
insert into jatre.area_weather as known (
  area_code, observed_at, condition, temperature_c, feels_like_c, humidity_percent, rain_mm_per_hour, wind_kmh, hours,
  valid_until, hours_until, fetched_at, source, attribution
)
values (
  :area, :observed_at, :condition, :temperature_c, :feels_like_c, :humidity_percent, :rain_mm_per_hour, :wind_kmh,
  cast(:hours as jsonb), :valid_until, :hours_until, :fetched_at, :source, cast(:attribution as jsonb)
)
on conflict (area_code) do update
  set
    observed_at = excluded.observed_at,
    condition = excluded.condition,
    temperature_c = excluded.temperature_c,
    feels_like_c = excluded.feels_like_c,
    humidity_percent = excluded.humidity_percent,
    rain_mm_per_hour = excluded.rain_mm_per_hour,
    wind_kmh = excluded.wind_kmh,
    hours = excluded.hours,
    valid_until = excluded.valid_until,
    hours_until = excluded.hours_until,
    fetched_at = excluded.fetched_at,
    source = excluded.source,
    attribution = excluded.attribution
  where
  known.observed_at <= excluded.observed_at
  and (
    known.observed_at, known.condition, known.temperature_c, known.feels_like_c, known.humidity_percent,
    known.rain_mm_per_hour, known.wind_kmh, known.hours, known.valid_until, known.source, known.attribution
  ) is distinct from (
    excluded.observed_at, excluded.condition, excluded.temperature_c, excluded.feels_like_c, excluded.humidity_percent,
    excluded.rain_mm_per_hour, excluded.wind_kmh, excluded.hours, excluded.valid_until, excluded.source,
    excluded.attribution
  )
returning known.version
