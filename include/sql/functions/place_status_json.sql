-- What is stated of a place now, as the feed and REST show it.
create function jatre.place_status_json(s jatre.place_live_status) returns jsonb
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select jsonb_build_object(
    'placeId', s.place_id,
    'isOpen', s.is_open,
    'changesAt', instant_text(s.changes_at),
    'capacity', s.current_capacity,
    'waitTime', s.wait_time_minutes,
    'specialStatus', s.special_status,
    'confidence', s.confidence,
    'validUntil', instant_text(s.valid_until)
  )
$$;
