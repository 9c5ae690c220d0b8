-- A new statement about a place is sent to the place's room; not that nothing is estimated of it.
create function jatre.place_status_inserted() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform place_status_append(array(
    select n.id from new_rows as n where n.source <> 'prediction' or n.current_capacity is not null
  ));
  return null;
end
$$;
