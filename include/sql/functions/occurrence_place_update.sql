-- What dates take over from their events, after the events have moved.
create function jatre.occurrence_place_update(p_events uuid[]) returns void
language sql
set search_path = jatre, public, pg_temp
as $$
  update event_occurrences o
  set is_public = e.is_public, category = e.category, area_code = e.area_code, location = e.location
  from discovered_events e
  where e.id = any(p_events) and o.event_id = e.id
$$;
