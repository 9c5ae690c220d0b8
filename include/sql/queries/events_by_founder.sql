-- Events that one of :listings founded, merged ones included, held in the order of their ids.
select
  id,
  staging_id,
  merged_into,
  published_at
from jatre.discovered_events
where staging_id = any(cast(:listings as uuid[]))
order by id
for update
