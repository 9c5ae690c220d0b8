-- A venue with its public events to come, the next 100; null for a place that has had no public event.
create function jatre.venue_get_v1(p_id uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
  select venue_json(p) || jsonb_build_object('events', coalesce((
    select jsonb_agg(event_upcoming(e, now_v1()) order by coming.starts_at, e.id)
    from (
      -- by the next date: what began long ago and goes on is among them
      select o.event_id, min(o.starts_at) as starts_at
      from discovered_events h
      join event_occurrences o on o.event_id = h.id
      where h.is_public and h.place_id = p.id and h.over_at > (select now_v1()) and o.is_public and o.over_at > now_v1()
      group by o.event_id
      order by starts_at, o.event_id
      limit 100
    ) as coming
    join discovered_events e on e.id = coming.event_id
  ), '[]'))
  from places p
  where p.id = p_id and exists (select from discovered_events e where e.is_public and e.place_id = p.id)
$$;
