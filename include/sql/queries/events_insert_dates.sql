-- The dates of new events, as their founding listings have them.
insert into jatre.event_occurrences (event_id, starts_at, ends_at, date_only, cancelled)
select distinct on (r.id, o.starts_at)
  r.id,
  o.starts_at,
  case when o.ends_at >= o.starts_at then o.ends_at end as ends_at,
  coalesce(o.date_only, false) as date_only,
  coalesce(o.cancelled, false) as cancelled
from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, occurrences jsonb)
cross join
  lateral jsonb_to_recordset(r.occurrences)
    as o (
      starts_at timestamptz, ends_at timestamptz, date_only boolean, cancelled boolean
    )
order by r.id, o.starts_at, o.ends_at
