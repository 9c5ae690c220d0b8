-- What is known of a place, as the feed and REST show it: a statement of whether it is open, and one of how full it is;
-- null for one that is not known.
create function jatre.place_state_json(
  p_id uuid, p_opening jatre.place_live_status, p_fullness jatre.place_live_status
) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select jsonb_build_object(
      'placeId', p_id,
      'version', coalesce((select s.version from place_states as s where s.place_id = p_id), 0),
      'isOpen', (p_opening).is_open,
      'changesAt', instant_text((p_opening).changes_at),
      'specialStatus', (p_opening).special_status,
      'source', (p_opening).source,
      'validUntil', instant_text((p_opening).valid_until),
      'capacity', (p_fullness).current_capacity,
      'waitTime', (p_fullness).wait_time_minutes,
      'confidence', (p_fullness).confidence,
      'capacitySource', (p_fullness).source,
      'capacityReason', (p_fullness).reason,
      'capacityAt', instant_text((p_fullness).updated_at),
      'capacityUntil', instant_text((p_fullness).valid_until),
      'updatedAt', instant_text(greatest((p_opening).updated_at, (p_fullness).updated_at))
    )
  );
end
$$;
