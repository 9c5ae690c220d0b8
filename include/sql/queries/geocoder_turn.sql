-- The seconds until the next request to :service may be sent, with the right to send it then; no row where they are
-- more than :patience.
insert into jatre.geocoders as g (service, next_at)
values (:service, clock_timestamp() + cast(:spacing as interval))
on conflict (service) do update
  set next_at = greatest(g.next_at, clock_timestamp()) + cast(:spacing as interval)
  where g.next_at - clock_timestamp() <= cast(:patience as interval)
returning
  greatest(0, extract(epoch from g.next_at - cast(:spacing as interval) - clock_timestamp()))::double precision as wait
