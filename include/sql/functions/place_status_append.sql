-- Append statements about places to the outbox, for the rooms of each place and of its area, and keep them as history;
-- Google's may not be kept.
create function jatre.place_status_append(p_ids uuid[]) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  with said as materialized (
    select
      n.place_id,
      n.source,
      p.area_code,
      -- several rows speak of one place, and nobody has to keep updated_at
      (extract(epoch from clock_timestamp()) * 1000000)::bigint as version,
      place_status_json(n) as status
    from place_live_status as n
    join places as p on n.place_id = p.id
    where n.id = any(p_ids)
  ),
  kept as (
    insert into place_status_changes (place_id, version, source, status, changed_at)
    select s.place_id, s.version, s.source, s.status, now_v1() from said as s where s.source <> 'google'
    on conflict do nothing
  )
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select
    'place:status',
    s.place_id::text,
    s.version,
    array_remove(array['place:' || s.place_id, 'places:' || s.area_code], null),
    s.status::text
  from said as s
  order by s.place_id;
  if found then
    perform feed_notify();
  end if;
end
$$;
