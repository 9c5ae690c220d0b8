-- Those of :ids that still wait for :stage, held without reading them; those that another run holds are skipped.
select
  l.id,
  l.source_id
from jatre.events_staging as l
where l.id = any(cast(:ids as uuid[])) and l.stage = :stage
order by l.id
for update skip locked
