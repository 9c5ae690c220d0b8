-- TRUNCATE gives no rows: everyone starts again.
create function jatre.event_truncated() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  values ('reset', 'events', 0, array['events:all'], '{"reason": "truncated"}');
  perform feed_notify();
  return null;
end
$$;
