-- A new statement about a place is sent to the place's room.
create function jatre.place_status_write() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_written integer;
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
      'capacity', n.current_capacity,
      'waitTime', n.wait_time_minutes,
      'specialStatus', n.special_status,
      'confidence', n.confidence,
      'validUntil', to_jsonb(n.valid_until at time zone 'UTC') #>> '{}' || 'Z'
    )::text
  from new_rows n;
  get diagnostics v_written = row_count;
  if v_written > 0 then
    perform feed_notify();
  end if;
  return null;
end
$$;
