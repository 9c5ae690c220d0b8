-- The rooms in which an event's changes are told.
create function jatre.event_rooms_v1(p_category text, p_area_codes text[]) returns text[]
language sql immutable parallel safe
as $$
  select array['events:all']
    || case when p_category is null then '{}' else array['events:' || p_category] end
    || array(select 'events:area:' || code from unnest(p_area_codes) as code)
$$;
