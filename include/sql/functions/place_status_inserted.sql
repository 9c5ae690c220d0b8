-- A new statement about a place is sent to the place's room.
create function jatre.place_status_inserted() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform place_status_append(array(select id from new_rows));
  return null;
end
$$;
