-- The events that a decision concerns by now: those of the listings that :events had (:listings), and those that were
-- merged into one of them.
select l.event_id as id
from jatre.events_staging as l
where l.id = any(cast(:listings as uuid[])) and l.event_id is not null
union
select e.id
from jatre.discovered_events as e
where e.id = any(cast(:events as uuid[])) or e.merged_into = any(cast(:events as uuid[]))
