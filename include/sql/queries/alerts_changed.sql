-- The alerts that were changed by transactions that were not over at `since`, and the oldest one that is not over now:
-- with it as the next `since` none is missed, whichever order they end in.
with now_open as (select pg_snapshot_xmin(pg_current_snapshot())::text as xmin)

select
  o.xmin,
  a.id,
  a.filter,
  a.word_keys,
  a.event_id,
  a.kinds
from now_open as o
left join jatre.alerts as a on a.changed_xid >= cast(:since as xid8) and a.confirmed_at is not null
