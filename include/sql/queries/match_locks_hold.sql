-- Wait for the locks :names in the order of their names, hold them until the end of the transaction, and count them.
select count(*) as held
from (
  select l.name
  from jatre.match_locks as l
  where l.name = any(cast(:names as text[]))
  order by l.name
  for update
) as taken
