-- Dates of the draft that are new or differ.
insert into jatre.event_occurrences as o (event_id, starts_at, ends_at, date_only, cancelled)
select distinct on (e.id, d.starts_at)
  e.id,
  d.starts_at,
  case when d.ends_at >= d.starts_at then d.ends_at end as ends_at,
  coalesce(d.date_only, false) as date_only,
  coalesce(d.cancelled, false) as cancelled
from jatre.discovered_events as e
cross join
  lateral jsonb_to_recordset(e.draft -> 'occurrences')
    as d (
      starts_at timestamptz, ends_at timestamptz, date_only boolean, cancelled boolean
    )
where
  e.id = any(cast(:events as uuid[]))
  and not exists (
    select from jatre.event_occurrences as known
    where
      known.event_id = e.id
      -- or the planner, which expects a hundred dates of each, reads those of all events
      and known.event_id = any(cast(:events as uuid[]))
      and (known.starts_at, known.date_only, known.cancelled)
      = (d.starts_at, coalesce(d.date_only, false), coalesce(d.cancelled, false))
      and known.ends_at is not distinct from case when d.ends_at >= d.starts_at then d.ends_at end
  )
order by e.id, d.starts_at, d.ends_at
on conflict (event_id, starts_at) do update set
  ends_at = excluded.ends_at,
  date_only = excluded.date_only,
  cancelled = excluded.cancelled
