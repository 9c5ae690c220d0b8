-- What the places of an area are like as the feed would send it now, at most so many (p_limit), those that changed
-- last; none of which nothing is known.
create function jatre.place_states_v1(p_area text, p_limit integer)
returns table (place_id uuid, version bigint, payload text, changed_at timestamptz)
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select s.place_id, s.version, n.now::text, s.changed_at
  from places as p
  join place_states as s on p.id = s.place_id, lateral (select place_now(s.place_id) as now) as n
  where p.area_code = p_area and n.now is not null
  order by s.changed_at desc, s.place_id
  limit p_limit
$$;
