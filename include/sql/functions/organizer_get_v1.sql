-- An organizer with its public events to come, the next 100; null for one without public events, and for a private
-- person.
create function jatre.organizer_get_v1(p_id uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with held as (
    select e as event, e.id, e.start_time, e.organizer_name, e.organizer_type, e.contact_info
    from discovered_events e
    where e.is_public and e.organizer_name is not null and organizer_id(e.organizer_name) = p_id
      and e.organizer_type is distinct from 'individual'
    order by e.start_time < now_v1(), e.start_time, e.id
    limit 100
  ),
  coming as (
    select h.id, event_upcoming(h.event, now_v1()) as document from held h
  )
  select jsonb_build_object(
    'id', p_id, 'name', min(h.organizer_name), 'type', min(h.organizer_type), 'url', min(h.contact_info ->> 'url'),
    'events', coalesce((
      select jsonb_agg(c.document order by c.document #>> '{next,startsAt}', c.id)
      from coming c where c.document is not null
    ), '[]')
  )
  from held h
  having count(*) > 0
$$;
