-- :host did not answer :source_id, or (null) any. From the :threshold-th failure in a row on it is left alone, twice as
-- long each time, an hour at most; what is older than two hours is forgotten. For every source it is left alone only
-- when two have failed in that row. Until then failures are not counted beyond the threshold, so the first time is
-- short, however often one of them failed before.
insert into jatre.host_failures as known (host, source_id, failures, failed_since, failed_at, reason)
values (:host, cast(:source_id as uuid), 1, clock_timestamp(), clock_timestamp(), :reason)
on conflict (host, source_id) do update set
  failures = case
    when known.failed_at < clock_timestamp() - interval '2 hours' then 1
    when known.open_until is null then least(known.failures + 1, :threshold)
    else least(known.failures + 1, 1000)
  end,
  failed_since = case
    when known.failed_at < clock_timestamp() - interval '2 hours' then clock_timestamp()
    else known.failed_since
  end,
  failed_at = clock_timestamp(),
  reason = excluded.reason,
  open_until = case
    when known.failed_at < clock_timestamp() - interval '2 hours' or known.failures + 1 < :threshold then null
    when
      known.source_id is null
      and (
        select count(*) from jatre.host_failures as own
        where
          own.host = :host
          and own.source_id is not null
          and own.failed_at >= known.failed_since  -- noqa: RF01
      ) < 2
      then null
    when known.open_until is null then clock_timestamp() + make_interval(secs => :pause_seconds)
    else
      clock_timestamp()
      + make_interval(secs => least(3600, :pause_seconds * 2 ^ least(known.failures + 1 - :threshold, 10)))
  end
