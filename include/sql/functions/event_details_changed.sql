create function jatre.event_details_changed() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_details_update(array(select event_id from old_rows union select event_id from new_rows));
  return null;
end
$$;
