-- Whether :id is a decision.
select min(d.decided_at) as decided_at
from jatre.event_decisions as d
where d.decision = :id
having count(*) > 0
