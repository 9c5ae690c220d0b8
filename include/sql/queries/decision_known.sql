-- Whether :id is a decision.
select distinct d.decision
from jatre.event_decisions as d
where d.decision = :id
