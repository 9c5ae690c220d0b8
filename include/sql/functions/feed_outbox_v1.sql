-- What waits to be numbered: how many changes, counted up to 100,000, and for how many seconds the first of them.
create function jatre.feed_outbox_v1() returns table (waiting bigint, seconds double precision)
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select
    (select count(*) from (select from feed_outbox limit 100000) counted),
    coalesce((
      select extract(epoch from clock_timestamp() - changed_at)::double precision
      from feed_outbox order by id limit 1
    ), 0)
$$;
