-- All listings of :events that were understood; those that are gone too, marked.
select
  l.id,
  l.event_id,
  l.source_id,
  l.external_id,
  l.processed_data,
  l.gone_at,
  l.first_seen_at,
  s.slug,
  s.name as source_name,
  s.priority,
  s.official,
  s.config ->> 'url' as address,
  coalesce(s.config -> 'moderated', 'false') <> 'false' as moderated
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
where
  l.event_id = any(cast(:events as uuid[]))
  and l.processed_data -> 'occurrences' -> 0 is not null
order by l.event_id, s.priority, l.external_id, s.slug
