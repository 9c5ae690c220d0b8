create function jatre.event_details_added() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_details_update(array(select distinct event_id from new_rows));
  return null;
end
$$;
