create function jatre.event_rsvps_changed() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_rsvps_counted(array_agg(m.event_id), array_agg(m.move))
  from (
    select event_id, -(status = 'going')::integer as move from old_rows
    union all
    select event_id, (status = 'going')::integer from new_rows
  ) m;
  return null;
end
$$;
