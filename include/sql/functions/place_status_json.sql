-- What one source states of a place, as its history shows it.
create function jatre.place_status_json(s jatre.place_live_status) returns jsonb
language sql stable
as $$
  select jsonb_build_object(
    'placeId', s.place_id,
    'isOpen', s.is_open,
    'changesAt', jatre.instant_text(s.changes_at),
    'capacity', s.current_capacity,
    'waitTime', s.wait_time_minutes,
    'specialStatus', s.special_status,
    'confidence', s.confidence,
    'reason', s.reason,
    'validUntil', jatre.instant_text(s.valid_until)
  )
$$;
