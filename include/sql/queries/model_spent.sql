-- As many tokens more have been read and written today (UTC).
insert into jatre.model_days as d (day, requests, tokens)
values (cast(clock_timestamp() at time zone 'UTC' as date), 0, :tokens)
on conflict (day) do update set tokens = d.tokens + excluded.tokens
