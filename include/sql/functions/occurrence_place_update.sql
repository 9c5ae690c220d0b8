-- What dates carry of their events, after these have moved: a trigger takes it over (`occurrence_place`).
create function jatre.occurrence_place_update(p_events uuid[]) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  update event_occurrences set is_public = is_public where event_id = any(p_events);
end
$$;
