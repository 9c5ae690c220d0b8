-- Whether :id is a decision.
select d.decision
from jatre.event_decisions as d
where d.decision = :id
limit 1
