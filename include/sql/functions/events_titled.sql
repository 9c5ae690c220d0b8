-- Events to come with words in their titles, up to p_limit of those that the index of words names first, whatever their
-- dates. Where more than p_read have the words, all that are read may be over: then the next p_read dates are looked
-- through too, up to p_limit of them.
create function jatre.events_titled(p_words tsquery, p_read integer, p_limit integer) returns setof uuid
language sql stable
set search_path = jatre, public, pg_temp
set enable_hashjoin = off
set jit = off
as $$
  with clock as materialized (select now_v1() as now),
  named as materialized (
    select e.id, e.over_at from discovered_events e
    where e.is_public and to_tsvector('english', e.title) @@ p_words limit p_read + 1
  )
  (select n.id from named n where n.over_at > (select now from clock) limit p_limit)
  union
  (
    select e.id
    from (
      select o.event_id from event_occurrences o
      where o.is_public and o.starts_at > (select now from clock)
      order by o.starts_at, o.event_id limit p_read
    ) as coming
    join discovered_events e on e.id = coming.event_id
    where (select count(*) from named) > p_read and e.is_public and to_tsvector('english', e.title) @@ p_words
    limit p_limit
  )
$$;
