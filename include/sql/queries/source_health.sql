-- The health of every source, those that need a person first.
select h.*
from jatre.source_health_v1 as h
order by array_position(array['failing', 'degraded', 'paused', 'healthy'], h.state), h.name
