-- The areas an event belongs to, smallest first: those that hold its place or, while nobody knows the point, the one
-- that its address names, else the one of its source where that is the venue's or organizer's own. Of what a whole
-- city's calendar leaves unplaced, most is elsewhere. The plane of degrees: see version 1.
create function jatre.event_areas_v2(p_location geography, p_named text, p_source uuid) returns text[]
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  if p_location is null and p_named is not null then
    return array[p_named];
  end if;
  return event_areas_v1(p_location, p_source);
end
$$;
