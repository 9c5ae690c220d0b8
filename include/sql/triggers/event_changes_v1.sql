-- The write side of the feed: visible state before against visible state after, one statement at a time. A statement
-- that changes one row is the usual one and takes the short way. (No JIT: compiling the documents' many fields takes
-- longer than a hundred thousand of them.)
create function jatre.event_inserted_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
declare
  v_rows integer;
  v_told integer;
begin
  select count(*) into v_rows from (select from new_rows where is_public limit 2) few;
  if v_rows = 0 then
    return null;
  elsif v_rows = 1 then
    insert into feed_outbox (kind, entity, version, rooms, payload)
    select 'event:new', n.id::text, n.version, n.rooms, p.payload
    from new_rows n join event_payload_v1 p on p.id = n.id
    where n.is_public;
  else
    execute feed_tell_v1($q$
      select 'event:new' as kind, id as entity, version, rooms, null::text as payload from new_rows where is_public
    $q$);
  end if;
  get diagnostics v_told = row_count;
  if v_told > 0 then
    perform feed_ring_v1();
  end if;
  return null;
end
$$;

create function jatre.event_kind_v1(was_public boolean, was text, becomes text) returns text
language sql immutable
as $$
  select case
    when not was_public then 'event:new'
    when becomes = 'cancelled' and was <> 'cancelled' then 'event:cancelled'
    else 'event:updated'
  end
$$;

-- Who saw an event in a room that it has left must hear of it there.
create function jatre.event_rooms_touched_v1(was_public boolean, was text[], becomes text[]) returns text[]
language sql immutable
as $$
  select case
    when was_public and was <> becomes then array(select unnest(becomes) union select unnest(was))
    else becomes
  end
$$;

create function jatre.event_removed_json_v1(p_id uuid, p_version bigint, p_merged_into uuid) returns text
language sql immutable
as $$
  select json_build_object('id', p_id, 'version', p_version, 'mergedInto', p_merged_into)::text
$$;

create function jatre.event_moderation_json_v1(
  p_id uuid, p_version bigint, p_title text, p_status text, p_reasons text[]
) returns text
language sql immutable
as $$
  select json_build_object(
    'id', p_id, 'version', p_version, 'title', p_title, 'status', p_status, 'reasons', p_reasons
  )::text
$$;

create function jatre.event_updated_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
declare
  n discovered_events;
  o discovered_events;
  v_rows integer;
  v_told integer := 0;
  v_kind text;
  v_rooms text[];
  v_moved uuid[];
begin
  select count(*) into v_rows from (select from new_rows limit 2) few;
  if v_rows = 0 then
    return null;
  elsif v_rows = 1 then
    select * into n from new_rows;
    select * into o from old_rows;
    if n.is_public and n.version <> o.version then
      v_kind := event_kind_v1(o.is_public, o.status, n.status);
      v_rooms := n.rooms;
      if o.is_public and o.rooms <> n.rooms then
        v_rooms := event_rooms_touched_v1(true, o.rooms, n.rooms);
      end if;
      insert into feed_outbox (kind, entity, version, rooms, payload)
      select v_kind, p.id, n.version, v_rooms, p.payload
      from event_payload_v1 p where p.id = n.id;
      v_told := 1;
    elsif o.is_public and not n.is_public then
      insert into feed_outbox (kind, entity, version, rooms, payload)
      values ('event:removed', n.id::text, n.version, o.rooms, event_removed_json_v1(n.id, n.version, n.merged_into));
      v_told := 1;
    end if;
    if n.moderation_status <> o.moderation_status or n.moderation_reasons <> o.moderation_reasons then
      insert into feed_outbox (kind, entity, version, rooms, payload)
      values ('moderation', n.id::text, n.version, array['moderation'],
        event_moderation_json_v1(n.id, n.version, n.title, n.moderation_status, n.moderation_reasons));
      v_told := 1;
    end if;
    if (n.is_public, n.category, n.area_code, n.location)
      is distinct from (o.is_public, o.category, o.area_code, o.location) then
      v_moved := array[n.id];
    end if;
  else
    execute feed_tell_v1($q$
      select
        event_kind_v1(o.is_public, o.status, n.status) as kind, n.id as entity, n.version,
        event_rooms_touched_v1(o.is_public, o.rooms, n.rooms) as rooms, null::text as payload
      from new_rows n join old_rows o on o.id = n.id
      where n.is_public and n.version <> o.version
      union all
      select
        'event:removed', n.id, n.version, o.rooms, event_removed_json_v1(n.id, n.version, n.merged_into)
      from new_rows n join old_rows o on o.id = n.id
      where o.is_public and not n.is_public
      union all
      select
        'moderation', n.id, n.version, array['moderation'],
        event_moderation_json_v1(n.id, n.version, n.title, n.moderation_status, n.moderation_reasons)
      from new_rows n join old_rows o on o.id = n.id
      where n.moderation_status <> o.moderation_status or n.moderation_reasons <> o.moderation_reasons
    $q$);
    get diagnostics v_told = row_count;
    execute $q$
      select array_agg(n.id order by n.id)
      from new_rows n join old_rows o on o.id = n.id
      where (n.is_public, n.category, n.area_code, n.location)
        is distinct from (o.is_public, o.category, o.area_code, o.location)
    $q$ into v_moved;
  end if;
  if v_moved is not null then
    perform occurrence_follow_v1(v_moved);
  end if;
  if v_told > 0 then
    perform feed_ring_v1();
  end if;
  return null;
end
$$;

create function jatre.event_deleted_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
declare
  v_told integer;
begin
  if not exists (select from old_rows where is_public) then
    return null;
  end if;
  execute feed_tell_v1($q$
    select
      'event:removed' as kind, id as entity, version + 1 as version, rooms,
      event_removed_json_v1(id, version + 1, null) as payload
    from old_rows where is_public
  $q$);
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
set jit = off
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
