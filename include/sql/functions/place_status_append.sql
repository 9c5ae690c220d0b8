-- Append what places are like now to the outbox, for the rooms of each place and of its area, and keep the statements
-- that made it so as history; Google's may not be kept.
create function jatre.place_status_append(p_ids uuid[]) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  if cardinality(p_ids) = 0 then
    return;
  end if;
  -- several rows speak of one place: who changes it waits here, and the next statement sees what the one before wrote
  insert into place_states as known (place_id, version, changed_at)
  select distinct n.place_id, (extract(epoch from clock_timestamp()) * 1000000)::bigint, clock_timestamp()
  from place_live_status as n
  where n.id = any(p_ids)
  order by n.place_id
  on conflict (place_id) do update
    set version = greatest(known.version + 1, excluded.version), changed_at = excluded.changed_at;

  insert into place_status_changes (place_id, version, source, status, changed_at)
  select n.place_id, s.version, n.source, place_status_json(n), now_v1()
  from place_live_status as n
  join place_states as s on n.place_id = s.place_id
  where n.id = any(p_ids) and n.source <> 'google'
  on conflict do nothing;

  insert into feed_outbox (kind, entity, version, rooms, payload)
  select
    'place:status',
    p.id::text,
    s.version,
    array_remove(array['place:' || p.id, 'places:' || p.area_code], null),
    coalesce(place_now(p.id), place_state_json(p.id, null, null))::text
  from places as p
  join place_states as s on p.id = s.place_id
  where p.id in (select n.place_id from place_live_status as n where n.id = any(p_ids))
  order by p.id;
  perform feed_notify();
end
$$;
