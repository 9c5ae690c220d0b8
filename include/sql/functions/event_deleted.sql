create function jatre.event_deleted() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
declare
  v_written integer;
begin
  if not exists (select from old_rows where is_public) then
    return null;
  end if;
  execute feed_append_statement($q$
    select
      'event:removed' as kind, id as entity, version + 1 as version, rooms,
      event_removed_json(id, version + 1, null) as payload
    from old_rows where is_public
  $q$);
  get diagnostics v_written = row_count;
  if v_written > 0 then
    perform feed_notify();
  end if;
  return null;
end
$$;
