-- Which listings :events have.
select l.id
from jatre.events_staging as l
where l.event_id = any(cast(:events as uuid[]))
