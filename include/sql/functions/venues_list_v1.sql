-- Venues with public events to come, those with most first: of an area, or whose name holds some words. Counted by an
-- index alone, whatever the events have been.
create function jatre.venues_list_v1(p_area text, p_name text, p_limit integer, p_offset integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
  with counted as materialized (
    select e.place_id, count(*) as events
    from discovered_events e
    where e.is_public and e.place_id is not null and e.over_at > (select now_v1())
    group by e.place_id
  ),
  found as (
    select p.id, c.events, count(*) over () as total
    from counted c join places p on p.id = c.place_id
    where (p_area is null or p.area_code = p_area)
      and (p_name is null or strpos(lower(p.name), lower(p_name)) > 0)
    order by c.events desc, p.name, p.id
    limit p_limit offset p_offset
  )
  select jsonb_build_object(
    'venues', coalesce(
      jsonb_agg(venue_json(p) || jsonb_build_object('events', f.events) order by f.events desc, p.name, p.id), '[]'
    ),
    'total', coalesce(max(f.total), 0)
  )
  from found f join places p on p.id = f.id
$$;
