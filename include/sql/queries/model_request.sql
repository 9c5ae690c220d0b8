-- One request more today (UTC), with the right to send it; no row where :requests or :tokens are used up.
insert into jatre.model_days as d (day, requests)
values (cast(clock_timestamp() at time zone 'UTC' as date), 1)
on conflict (day) do update
  set requests = d.requests + 1
  where d.requests < :requests and d.tokens < :tokens
returning d.requests
