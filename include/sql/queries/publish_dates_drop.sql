-- Dates that the draft no longer has.
delete from jatre.event_occurrences as o
using jatre.discovered_events as e
where
  e.id = any(cast(:events as uuid[]))
  and o.event_id = e.id
  and e.draft is not null
  and not exists (
    select from jsonb_to_recordset(e.draft -> 'occurrences') as d (starts_at timestamptz)
    where d.starts_at = o.starts_at
  )
