-- Organizers with public events to come, those with most first: of an area, or whose name holds some words. Private
-- persons are none: an event names its own, and nobody is shown all that one of them holds.
--
-- Counted by an index alone; of those shown, the address is one that their next hundred events name.
create function jatre.organizers_list_v1(p_area text, p_name text, p_limit integer, p_offset integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
  with named as materialized (
    select e.organizer_name as name, min(e.organizer_type) as type, count(*) as events
    from discovered_events e
    where e.is_public and e.organizer_name is not null and e.organizer_type is distinct from 'individual'
      and (p_area is null or 'events:area:' || p_area = any(e.rooms))
      and (p_name is null or strpos(lower(e.organizer_name), lower(p_name)) > 0)
      and e.over_at > (select now_v1())
    group by e.organizer_name
  ),
  found as (
    -- one organizer may be written in several ways
    select
      organizer_id(n.name) as id, min(n.name) as name, min(n.type) as type, sum(n.events) as events,
      count(*) over () as total
    from named n
    group by organizer_id(n.name)
    order by sum(n.events) desc, min(n.name), organizer_id(n.name)
    limit p_limit offset p_offset
  )
  select jsonb_build_object(
    'organizers', coalesce(jsonb_agg(jsonb_build_object(
      'id', f.id, 'name', f.name, 'type', f.type, 'events', f.events,
      'url', (
        select min(h.url)
        from (
          select e.contact_info ->> 'url' as url
          from discovered_events e
          where e.is_public and organizer_id(e.organizer_name) = f.id and e.over_at > (select now_v1())
            and e.organizer_type is distinct from 'individual'
            and (p_area is null or 'events:area:' || p_area = any(e.rooms))
          order by e.over_at
          limit 100
        ) as h
      )
    ) order by f.events desc, f.name, f.id), '[]'),
    'total', coalesce(max(f.total), 0)
  )
  from found f
$$;
