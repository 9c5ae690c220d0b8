-- What places are like by their hours and by estimates of how full they are (:states, a JSON array); a row comes back
-- when anything of it that is shown is new. Both in one statement: who follows a place is told once.
insert into jatre.place_live_status as known (
  place_id, source, is_open, changes_at, special_status, current_capacity, wait_time_minutes, confidence, reason,
  valid_until
)
select
  s.place_id,
  s.source,
  s.is_open,
  s.changes_at,
  s.special_status,
  s.current_capacity,
  s.wait_time_minutes,
  s.confidence,
  s.reason,
  s.valid_until
from
  jsonb_to_recordset(cast(:states as jsonb)) as s (
    place_id uuid, source text, is_open boolean, changes_at timestamptz, special_status text, current_capacity text,
    wait_time_minutes integer, confidence numeric, reason text, valid_until timestamptz
  )
order by s.place_id, s.source
on conflict (place_id, source) where source in ('hours', 'prediction') do update
  set
    is_open = excluded.is_open,
    changes_at = excluded.changes_at,
    special_status = excluded.special_status,
    current_capacity = excluded.current_capacity,
    wait_time_minutes = excluded.wait_time_minutes,
    confidence = excluded.confidence,
    reason = excluded.reason,
    valid_until = excluded.valid_until,
    updated_at = clock_timestamp()
  where
  (
    known.is_open, known.changes_at, known.special_status, known.current_capacity, known.wait_time_minutes,
    known.reason, known.valid_until
  )
  is distinct from (
    excluded.is_open, excluded.changes_at, excluded.special_status, excluded.current_capacity,
    excluded.wait_time_minutes, excluded.reason, excluded.valid_until
  )
returning known.source
