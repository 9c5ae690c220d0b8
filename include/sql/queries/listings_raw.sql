-- The records of these listings as they came; of one whose body retention has emptied nothing.
select
  external_id,
  raw_data
from jatre.events_staging
where source_id = :source_id and external_id = any(cast(:external_ids as text[])) and raw_data is not null
