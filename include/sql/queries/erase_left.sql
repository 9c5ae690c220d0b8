-- Which of :events could not be built anew.
select e.id
from jatre.discovered_events as e
where
  e.id = any(cast(:events as uuid[]))
  and e.merged_into is null
  and not exists (
    select from jatre.events_staging as l
    where l.event_id = e.id and l.stage = 'done'
  )
