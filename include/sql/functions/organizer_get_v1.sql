-- An organizer with its public events to come, the next 100; null for one without public events, and for a private
-- person. What it is called and where it is found is read from the hundred events that are over last.
create function jatre.organizer_get_v1(p_id uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
  with held as (
    -- an index has those without dates first in this order, however many these are
    select found.* from (
      (
        select e.over_at, e.organizer_name, e.organizer_type, e.contact_info
        from discovered_events e
        where e.is_public and e.organizer_name is not null and organizer_id(e.organizer_name) = p_id
          and e.organizer_type is distinct from 'individual' and e.over_at > '-infinity'
        order by e.over_at desc
        limit 100
      )
      union all
      (
        select e.over_at, e.organizer_name, e.organizer_type, e.contact_info
        from discovered_events e
        where e.is_public and e.organizer_name is not null and organizer_id(e.organizer_name) = p_id
          and e.organizer_type is distinct from 'individual' and e.over_at is null
        limit 100
      )
    ) as found
    order by found.over_at desc nulls last
    limit 100
  ),
  coming as (
    -- by the next date: what began long ago and goes on is among them
    select o.event_id, min(o.starts_at) as starts_at
    from discovered_events e
    join event_occurrences o on o.event_id = e.id
    where e.is_public and organizer_id(e.organizer_name) = p_id and e.organizer_type is distinct from 'individual'
      and e.over_at > (select now_v1()) and o.is_public and o.over_at > now_v1()
    group by o.event_id
    order by starts_at, o.event_id
    limit 100
  )
  select jsonb_build_object(
    'id', p_id, 'name', min(h.organizer_name), 'type', min(h.organizer_type), 'url', min(h.contact_info ->> 'url'),
    'events', coalesce((
      select jsonb_agg(event_upcoming(e, now_v1()) order by c.starts_at, e.id)
      from coming c join discovered_events e on e.id = c.event_id
    ), '[]')
  )
  from held h
  having count(*) > 0
$$;
