-- A new statement about a place is sent to the place's room, but for an estimate that states nothing.
create function jatre.place_status_inserted() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform place_status_append(array(
    select n.id from new_rows as n
    where n.source <> 'prediction'
      or num_nonnulls(n.is_open, n.current_capacity, n.wait_time_minutes, n.special_status) > 0
  ));
  return null;
end
$$;
