-- The rooms of an event. Without a sub-query, so that the planner puts it into the expression that calls it.
create function jatre.event_rooms(p_category text, p_area_codes text[]) returns text[]
language sql immutable parallel safe
as $$
  select array['events:all']
    || case when p_category is null then '{}' else array['events:' || p_category] end
    || case
      when p_area_codes = '{}' then '{}'
      else string_to_array('events:area:' || array_to_string(p_area_codes, ' events:area:'), ' ')
    end
$$;
