-- The listings of :events that wait for :stage.
select l.id
from jatre.events_staging as l
where l.event_id = any(cast(:events as uuid[])) and l.stage = :stage
order by l.id
