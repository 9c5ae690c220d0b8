-- Put the locks :names in place, in the order given; one that another run is putting there is waited for.
insert into jatre.match_locks (name)
select n.name
from unnest(cast(:names as text[])) with ordinality as n (name, position)
order by n.position
on conflict do nothing
