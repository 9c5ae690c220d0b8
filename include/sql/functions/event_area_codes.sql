-- The codes of the areas that rooms name, in their order. Without a sub-query, and not called more stable than what it
-- calls (`array_to_string`), so that the planner puts it into the statement that calls it.
create function jatre.event_area_codes(p_rooms text[]) returns text[]
language sql stable parallel safe
as $$
  select string_to_array(
    replace(coalesce(substring(array_to_string(p_rooms, ' ') from 'events:area:.*$'), ''), 'events:area:', ''), ' '
  )
$$;
