-- The most popular events of the next seven days; what is no longer public since they were worked out is left out.
create function jatre.events_trending_v1(p_area text, p_limit integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with found as (
    select t.event_id, t.popularity, t.expected, t.starts_at
    from trending_events_v1 t
    join discovered_events e on e.id = t.event_id and e.is_public
    where p_area is null or 'events:area:' || p_area = any(e.rooms)
    order by t.popularity desc, t.starts_at, t.event_id
    limit p_limit
  )
  select jsonb_build_object(
    'events', coalesce((
      select jsonb_agg(
        event_document(e, s.name, e.occurrences, e.images)::jsonb || jsonb_build_object(
          'popularity', round(f.popularity::numeric, 3), 'expected', round(f.expected::numeric, 3)
        )
        order by f.popularity desc, f.starts_at, f.event_id
      )
      from found f join discovered_events e on e.id = f.event_id left join event_sources s on s.id = e.source_id
    ), '[]'::jsonb),
    'refreshedAt', (select to_jsonb(max(refreshed_at) at time zone 'UTC') #>> '{}' || 'Z' from trending_events_v1)
  )
$$;
