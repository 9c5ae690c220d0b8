-- Append what places are like now to the outbox, under a new version, for the rooms of each place and of its area.
create function jatre.place_states_tell(p_places uuid[]) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  -- several rows speak of one place: who changes it waits here, and the next statement sees what the one before wrote
  insert into place_states as known (place_id, version, changed_at)
  select n.place_id, (extract(epoch from clock_timestamp()) * 1000000)::bigint, clock_timestamp()
  -- of one that is named twice once: the clock goes on from row to row
  from (select distinct u.place_id from unnest(p_places) as u (place_id)) as n
  order by n.place_id
  on conflict (place_id) do update
    set version = greatest(known.version + 1, excluded.version), changed_at = excluded.changed_at;

  insert into feed_outbox (kind, entity, version, rooms, payload)
  select
    'place:status',
    p.id::text,
    s.version,
    array_remove(array['place:' || p.id, 'places:' || p.area_code], null),
    coalesce(place_now(p.id), place_state_json(p.id, null, null))::text
  from places as p
  join place_states as s on p.id = s.place_id
  where p.id = any(p_places)
  order by p.id;
  if found then
    perform feed_notify();
  end if;
end
$$;
