-- The raw records of the listings :ids, as long as they are kept.
select
  l.id,
  l.raw_data
from jatre.events_staging as l
where l.id = any(cast(:ids as uuid[])) and l.raw_data is not null
