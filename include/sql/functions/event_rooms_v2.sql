-- The areas an event belongs to, smallest first: those that hold its place or, while nobody knows that, the one of its
-- source where that is the venue's or organizer's own. Of what a whole city's calendar leaves unplaced, most is
-- elsewhere. In the plane of degrees: on the spheroid the question cost more than the rest of an event's row, and
-- along a border of ten kilometres the two differ by less than half a metre.
create function jatre.event_areas_v1(p_location geography, p_source uuid) returns text[]
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  if p_location is null then
    return array(
      select a.code from event_sources s join areas a on a.code = s.area_code where s.id = p_source and s.official
    );
  end if;
  return array(
    select a.code from areas a where st_covers(a.outline::geometry, p_location::geometry) order by a.square_metres, a.code
  );
end
$$;

-- As version 1, without a sub-query, so that the planner puts it into the expression that calls it.
create function jatre.event_rooms_v2(p_category text, p_area_codes text[]) returns text[]
language sql immutable parallel safe
as $$
  select array['events:all']
    || case when p_category is null then '{}' else array['events:' || p_category] end
    || case
      when p_area_codes = '{}' then '{}'
      else string_to_array('events:area:' || array_to_string(p_area_codes, ' events:area:'), ' ')
    end
$$;
