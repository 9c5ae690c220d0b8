-- :host did not answer. From the :threshold-th failure in a row on it is left alone, twice as long each time, an hour
-- at most; what is older than two hours is forgotten.
insert into jatre.host_failures as known (host, failures, failed_at, reason)
values (:host, 1, clock_timestamp(), :reason)
on conflict (host) do update set
  failures = case
    when known.failed_at < clock_timestamp() - interval '2 hours' then 1
    else least(known.failures + 1, 1000)
  end,
  failed_at = clock_timestamp(),
  reason = excluded.reason,
  open_until = case
    when known.failed_at < clock_timestamp() - interval '2 hours' or known.failures + 1 < :threshold then null
    else
      clock_timestamp()
      + make_interval(secs => least(3600, :pause_seconds * 2 ^ least(known.failures + 1 - :threshold, 10)))
  end
