-- Organizers with public events to come, those with most first: of an area, or whose name holds some words. Private
-- persons are none: an event names its own, and nobody is shown all that one of them holds.
create function jatre.organizers_list_v1(p_area text, p_name text, p_limit integer, p_offset integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
  with found as (
    select
      organizer_id(e.organizer_name) as id, min(e.organizer_name) as name, min(e.organizer_type) as type,
      min(e.contact_info ->> 'url') as url, count(*) as events, count(*) over () as total
    from discovered_events e
    where e.is_public and e.organizer_name is not null and e.organizer_type is distinct from 'individual'
      and (p_area is null or 'events:area:' || p_area = any(e.rooms))
      and (p_name is null or strpos(lower(e.organizer_name), lower(p_name)) > 0)
      and e.id in (select o.event_id from event_occurrences o where o.is_public and o.over_at > (select now_v1()))
    group by organizer_id(e.organizer_name)
    order by count(*) desc, min(e.organizer_name), organizer_id(e.organizer_name)
    limit p_limit offset p_offset
  )
  select jsonb_build_object(
    'organizers', coalesce(jsonb_agg(jsonb_build_object(
      'id', f.id, 'name', f.name, 'type', f.type, 'url', f.url, 'events', f.events
    ) order by f.events desc, f.name, f.id), '[]'),
    'total', coalesce(max(f.total), 0)
  )
  from found f
$$;
