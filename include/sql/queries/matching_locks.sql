-- Wait for the advisory locks :keys, in the order given, and hold them until the end of the transaction.
select pg_advisory_xact_lock(k.key)
from unnest(cast(:keys as bigint[])) with ordinality as k (key, position)
order by k.position
