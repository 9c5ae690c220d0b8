-- What places are like by their hours (:states, a JSON array); a place comes back when anything of it is new.
insert into jatre.place_live_status as known (place_id, is_open, changes_at, special_status, valid_until, source)
select
  s.place_id,
  s.is_open,
  s.changes_at,
  s.special_status,
  s.valid_until,
  'hours' as source
from
  jsonb_to_recordset(cast(:states as jsonb)) as s (
    place_id uuid, is_open boolean, changes_at timestamptz, special_status text, valid_until timestamptz
  )
order by s.place_id
on conflict (place_id) where source = 'hours' do update
  set
    is_open = excluded.is_open,
    changes_at = excluded.changes_at,
    special_status = excluded.special_status,
    valid_until = excluded.valid_until,
    updated_at = clock_timestamp()
  where
  (known.is_open, known.changes_at, known.special_status, known.valid_until)
  is distinct from (excluded.is_open, excluded.changes_at, excluded.special_status, excluded.valid_until)
returning known.place_id
