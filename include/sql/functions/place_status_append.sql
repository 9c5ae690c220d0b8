-- Append statements about places to the outbox, for each place's room.
create function jatre.place_status_append(p_ids uuid[]) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select
    'place:status',
    n.place_id::text,
    -- several rows speak of one place, and nobody has to keep updated_at
    (extract(epoch from clock_timestamp()) * 1000000)::bigint,
    array['place:' || n.place_id],
    jsonb_build_object(
      'placeId', n.place_id,
      'isOpen', n.is_open,
      'changesAt', jatre.instant_text(n.changes_at),
      'capacity', n.current_capacity,
      'waitTime', n.wait_time_minutes,
      'specialStatus', n.special_status,
      'confidence', n.confidence,
      'validUntil', jatre.instant_text(n.valid_until)
    )::text
  from place_live_status as n where n.id = any(p_ids)
  order by n.place_id;
  if found then
    perform feed_notify();
  end if;
end
$$;
