-- All listings of :events.
select
  l.id,
  l.external_id,
  l.processed_data,
  l.event_id,
  l.source_id,
  l.title_key,
  l.stage,
  s.slug,
  s.area_code,
  s.priority,
  s.official
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
where l.event_id = any(cast(:events as uuid[]))
order by l.id
