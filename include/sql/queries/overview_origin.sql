-- Where the event :event_id comes from: its listings, each with the run that brought it in its present form.
select
  s.slug,
  l.external_id,
  coalesce(e.title, l.processed_data ->> 'title') as title,
  l.status,
  l.stage,
  l.set_aside_reason,
  jatre.listing_reason(l.id) as why,
  l.changed_at,
  e.id as event_id,
  e.is_public as shown,
  f.run_id
from jatre.discovered_events as e
inner join jatre.events_staging as l on e.id = l.event_id
inner join jatre.event_sources as s on l.source_id = s.id
left join lateral (
  select h.run_id
  from jatre.fetch_history as h
  where h.source_id = l.source_id and l.changed_at between h.started_at and h.completed_at
  order by h.started_at desc
  limit 1
) as f on true
where
  e.id = (
    select coalesce(m.merged_into, m.id)
    from jatre.discovered_events as m
    where m.id = :event_id
  )
order by l.changed_at desc
