-- Matched listings, other than :ids, that could be the same happening: a date among :days, the same title in the same
-- source (:sources and :titles are parallel), or an event of :events.
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
where
  l.id in (
    select d.id from jatre.events_staging as d
    where d.event_id is not null and d.local_dates && cast(:days as date[])
    union
    select t.id from jatre.events_staging as t
    inner join unnest(cast(:sources as uuid[]), cast(:titles as text[])) as w (source_id, title_key)
      on t.source_id = w.source_id and t.title_key = w.title_key
    where t.event_id is not null
    union
    select e.id from jatre.events_staging as e
    where e.event_id = any(cast(:events as uuid[]))
  )
  and l.id <> all(cast(:ids as uuid[]))
  and jsonb_array_length(coalesce(l.processed_data -> 'occurrences', '[]')) > 0
