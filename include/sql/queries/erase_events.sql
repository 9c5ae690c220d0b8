-- The events that erased :listings belong to or founded, and those that were merged into one of these; held.
select e.id
from jatre.discovered_events as e
where
  e.id in (
    select l.event_id from jatre.events_staging as l
    where l.id = any(cast(:listings as uuid[]))
  )
  or e.staging_id = any(cast(:listings as uuid[]))
  or e.merged_into in (
    select l.event_id from jatre.events_staging as l
    where l.id = any(cast(:listings as uuid[]))
  )
order by e.id
for update
