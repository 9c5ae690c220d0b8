-- What :event consists of, and, when it was merged into another, what that one consists of.
select
  s.slug,
  l.external_id
from jatre.discovered_events as e
inner join jatre.events_staging as l on l.event_id = coalesce(e.merged_into, e.id)
inner join jatre.event_sources as s on l.source_id = s.id
where e.id = :event
order by s.slug, l.external_id
