create function jatre.event_rsvps_removed() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_rsvps_counted(array_agg(event_id), array_agg(-(status = 'going')::integer)) from old_rows;
  return null;
end
$$;
