-- What the places of an area are like as the feed would send it now, at most so many (p_limit), those that changed
-- last; none of which nothing is known. No more places are looked at than that takes: an area may have thousands.
create function jatre.place_states_v1(p_area text, p_limit integer)
returns table (place_id uuid, version bigint, payload text, changed_at timestamptz)
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select s.place_id, s.version, n.now::text, s.changed_at
  from (
    select c.place_id, c.version, c.changed_at
    from places as p
    join place_states as c on p.id = c.place_id
    where p.area_code = p_area
    order by c.changed_at desc, c.place_id
    offset 0
  ) as s
  cross join lateral (select place_now(s.place_id) as now offset 0) as n
  where n.now is not null
  order by s.changed_at desc, s.place_id
  limit p_limit
$$;
