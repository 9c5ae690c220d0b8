-- A venue with its public events to come, the next 100; null for a place that has had no public event.
create function jatre.venue_get_v1(p_id uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select venue_json(p) || jsonb_build_object('events', coalesce((
    select jsonb_agg(found.document order by found.document #>> '{next,startsAt}', found.id)
    from (
      select e.id, event_upcoming(e, now_v1()) as document
      from discovered_events e
      where e.is_public and e.place_id = p.id and e.start_time > now_v1() - interval '1 year'
      order by e.start_time < now_v1(), e.start_time, e.id
      limit 100
    ) as found
    where found.document is not null
  ), '[]'))
  from places p
  where p.id = p_id and exists (select from discovered_events e where e.is_public and e.place_id = p.id)
$$;
