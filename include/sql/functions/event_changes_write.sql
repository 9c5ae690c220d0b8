-- Write to the outbox what the state triggers have found changed, one statement at a time. A statement that changes one
-- row is the usual one and takes the short way, by cached statements. (No JIT: compiling the documents' many fields
-- takes longer than a hundred thousand of them.)
create function jatre.event_changes_write() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_rows integer;
  v_shown boolean;
  v_moderated boolean;
  v_moved boolean;
  v_rang boolean;
begin
  select count(*), bool_or(change_kind is not null), bool_or(change_moderated), bool_or(change_moved)
  into v_rows, v_shown, v_moderated, v_moved
  from new_rows;

  if v_moved then
    perform occurrence_place_update(array(select id from new_rows where change_moved order by id));
  end if;
  if not coalesce(v_shown or v_moderated, false) then
    return null;
  end if;

  if v_rows = 1 then
    if v_shown then
      insert into feed_outbox (kind, entity, version, rooms, payload)
      select n.change_kind, n.id::text, n.version, coalesce(n.change_rooms, n.rooms), case
        when n.is_public then event_document(
          n, (select s.name from event_sources s where s.id = n.source_id), n.occurrences, n.images
        )::text
        else event_removed_json(n.id, n.version, n.merged_into)
      end
      from new_rows n;
    end if;
    if v_moderated then
      insert into feed_outbox (kind, entity, version, rooms, payload)
      select 'moderation', n.id::text, n.version, array['moderation'],
        event_moderation_json(n.id, n.version, n.title, n.moderation_status, n.moderation_reasons)
      from new_rows n;
    end if;
  else
    set local jit = off;
    execute feed_append_statement($q$
      select
        change_kind as kind, id as entity, version, coalesce(change_rooms, rooms) as rooms,
        case when not is_public then event_removed_json(id, version, merged_into) end as payload
      from new_rows
      where change_kind is not null
      union all
      select
        'moderation', id, version, array['moderation'],
        event_moderation_json(id, version, title, moderation_status, moderation_reasons)
      from new_rows
      where change_moderated
    $q$);
  end if;
  v_rang := feed_notify();  -- an expression, where PERFORM would be a query
  return null;
end
$$;
