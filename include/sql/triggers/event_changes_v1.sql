-- The write side of the feed: visible state before against visible state after, one statement at a time.
create function jatre.event_inserted_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_told integer;
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select 'event:new', e.id::text, e.version, e.rooms, event_json_v1(e)::text
  from event_public_v1 e
  where e.id in (select id from new_rows where is_public);
  get diagnostics v_told = row_count;
  if v_told > 0 then
    perform feed_ring_v1();
  end if;
  return null;
end
$$;

create function jatre.event_updated_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_told integer;
begin
  if not exists (select from new_rows) then
    return null;
  end if;
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select
    case
      when not o.is_public then 'event:new'
      when n.status = 'cancelled' and o.status <> 'cancelled' then 'event:cancelled'
      else 'event:updated'
    end,
    n.id::text,
    n.version,
    -- who saw it in a room it has left must hear of it there
    case when o.is_public and o.rooms <> n.rooms
      then array(select unnest(n.rooms) union select unnest(o.rooms)) else n.rooms end,
    event_json_v1(e)::text
  from new_rows n
  join old_rows o on o.id = n.id
  join event_public_v1 e on e.id = n.id
  where n.is_public and n.version <> o.version
  union all
  select
    'event:removed',
    o.id::text,
    coalesce(n.version, o.version + 1),
    o.rooms,
    jsonb_build_object('id', o.id, 'version', coalesce(n.version, o.version + 1), 'mergedInto', n.merged_into)::text
  from old_rows o
  left join new_rows n on n.id = o.id
  where o.is_public and n.is_public is not true
  union all
  select
    'moderation',
    n.id::text,
    n.version,
    array['moderation'],
    jsonb_build_object(
      'id', n.id, 'version', n.version, 'title', n.title,
      'status', n.moderation_status, 'reasons', n.moderation_reasons
    )::text
  from new_rows n
  join old_rows o on o.id = n.id
  where (n.moderation_status, n.moderation_reasons) is distinct from (o.moderation_status, o.moderation_reasons);
  get diagnostics v_told = row_count;
  if v_told > 0 then
    perform feed_ring_v1();
  end if;
  return null;
end
$$;

create function jatre.event_deleted_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_told integer;
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select
    'event:removed', o.id::text, o.version + 1, o.rooms,
    jsonb_build_object('id', o.id, 'version', o.version + 1, 'mergedInto', null)::text
  from old_rows o
  where o.is_public;
  get diagnostics v_told = row_count;
  if v_told > 0 then
    perform feed_ring_v1();
  end if;
  return null;
end
$$;

-- TRUNCATE tells no rows: everyone starts again.
create function jatre.event_truncated_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  values ('reset', 'events', 0, array['events:all'], '{"reason": "truncated"}');
  perform feed_ring_v1();
  return null;
end
$$;

create trigger event_inserted after insert on jatre.discovered_events
referencing new table as new_rows
for each statement execute function jatre.event_inserted_v1();

create trigger event_updated after update on jatre.discovered_events
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.event_updated_v1();

create trigger event_deleted after delete on jatre.discovered_events
referencing old table as old_rows
for each statement execute function jatre.event_deleted_v1();

create trigger event_truncated after truncate on jatre.discovered_events
for each statement execute function jatre.event_truncated_v1();
