-- The areas an event belongs to, smallest first: those that hold its place or, while nobody knows the point, the one
-- that its address names, else the one of its source where that is the venue's or organizer's own. (Of what a whole
-- city's calendar leaves unplaced, most is elsewhere.) In the plane of degrees: on the spheroid the question cost more
-- than the rest of an event's row, and along a border of ten kilometres the two differ by less than half a metre.
create function jatre.event_areas(p_location geography, p_named text, p_source uuid) returns text[]
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  if p_location is not null then
    return array(
      select a.code from areas a where st_covers(a.outline::geometry, p_location::geometry)
      order by a.square_metres, a.code
    );
  end if;
  if p_named is not null then
    return array[p_named];
  end if;
  return array(
    select a.code from event_sources s join areas a on a.code = s.area_code where s.id = p_source and s.official
  );
end
$$;
