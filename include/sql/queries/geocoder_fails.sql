-- :service did not answer. From the :threshold-th failure in a row on it is left alone, twice as long each time, six
-- hours at most.
insert into jatre.geocoders as g (service, failures, reason)
values (:service, 1, :reason)
on conflict (service) do update set
  failures = least(g.failures + 1, 1000),
  reason = excluded.reason,
  open_until = case
    when g.failures + 1 >= :threshold
      then
        clock_timestamp()
        + make_interval(secs => least(21600, :pause_seconds * 2 ^ least(g.failures + 1 - :threshold, 10)))
  end
