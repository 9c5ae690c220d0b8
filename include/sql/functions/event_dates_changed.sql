-- The place and visibility that an occurrence takes over from its event are not a change of the dates.
create function jatre.event_dates_changed() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_details_update(array(
    select event_id from (
      (select event_id, starts_at, ends_at, date_only, cancelled from old_rows
       except select event_id, starts_at, ends_at, date_only, cancelled from new_rows)
      union
      (select event_id, starts_at, ends_at, date_only, cancelled from new_rows
       except select event_id, starts_at, ends_at, date_only, cancelled from old_rows)
    ) changed group by event_id
  ));
  return null;
end
$$;
