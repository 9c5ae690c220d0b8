-- A statement about a place is sent again when anything of it that is shown has changed.
create function jatre.place_status_updated() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform place_status_append(array(
    select n.id from new_rows as n
    join old_rows as o on n.id = o.id
    where (
      n.is_open, n.changes_at, n.current_capacity, n.wait_time_minutes, n.special_status, n.confidence, n.reason,
      n.valid_until
    ) is distinct from (
      o.is_open, o.changes_at, o.current_capacity, o.wait_time_minutes, o.special_status, o.confidence, o.reason,
      o.valid_until
    )
  ));
  return null;
end
$$;
