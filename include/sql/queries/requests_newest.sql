-- The newest request that waits; null when none does.
select max(id)
from jatre.pipeline_requests
where state = 'waiting'
