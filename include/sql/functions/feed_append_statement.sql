-- The statement by which a trigger writes many changes at once: those given by the query p_changes (kind, entity uuid,
-- version, rooms, payload; a null payload is the event's document). It is text, to be planned anew each time: the
-- plan that suits one row would join a hundred thousand with each other.
--
-- More than 1,000 changes in a room become one `bulk` there: list again. Nobody needs their documents, so they
-- are not built; a room with fewer changes gets each of them.
create function jatre.feed_append_statement(p_changes text) returns text
language sql immutable
as $outer$
  select format($$
    with changes as materialized (%s),
    sets as (select rooms, count(*) as size from changes group by rooms),
    crowded as (
      select coalesce(array_agg(room order by room), '{}') as rooms, max(size) as size
      from (
        select room, sum(size) as size from sets cross join unnest(rooms) as room group by room having sum(size) > 1000
      ) as r
    ),
    kept as (
      select s.rooms, array(select room from unnest(s.rooms) as room where room <> all(c.rooms)) as rest
      from sets s cross join crowded c
    ),
    deliverable as (
      select c.kind, c.entity, c.version, k.rest, c.payload from changes c join kept k using (rooms) where k.rest <> '{}'
    )
    insert into feed_outbox (kind, entity, version, rooms, payload)
    select t.kind, t.entity::text, t.version, t.rest, coalesce(t.payload, e.payload)
    from deliverable t left join event_payload e on e.id = t.entity and t.payload is null
    union all
    select
      'bulk', pg_current_xact_id()::text, 0, rooms, json_build_object('rooms', rooms, 'changes', size)::text
    from crowded where rooms <> '{}'
  $$, p_changes)
$outer$;
