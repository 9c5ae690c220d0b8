-- Count the changes by room of those transactions among p_xids that have more than p_bulk of them, at most p_rows
-- changes per call. Returns the large ones; null while one of them is not counted to its end.
create function jatre.feed_count_large(p_xids xid8[], p_bulk integer, p_rows integer) returns xid8[]
language plpgsql
set search_path = jatre, public, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
as $$
declare
  v_left integer := p_rows;
  v_large feed_large;
  v_rows integer;
begin
  insert into feed_large (xid, last_id)
  select x.xid, (select max(o.id) from feed_outbox o where o.xid = x.xid)
  from unnest(p_xids) as x (xid)
  where case when not exists (select from feed_large l where l.xid = x.xid) then (
    select count(*) from (select from feed_outbox o where o.xid = x.xid order by o.id limit p_bulk + 1) as counted
  ) > p_bulk end;

  for v_large in select * from feed_large where xid = any(p_xids) and counted_to < last_id order by xid loop
    if v_left = 0 then
      return null;
    end if;
    with piece as (
      select id, kind, rooms, payload
      from feed_outbox where xid = v_large.xid and id > v_large.counted_to order by id limit v_left
    ),
    counted as (
      insert into feed_large_rooms as r (xid, room, size)
      select
        v_large.xid, room,
        sum(case when p.kind = 'bulk' then greatest((p.payload::json ->> 'changes')::bigint, p_bulk + 1) else 1 end)
      from piece p cross join unnest(p.rooms) as room
      group by room
      on conflict (xid, room) do update set size = r.size + excluded.size
    )
    update feed_large l set counted_to = p.last_id
    from (select max(id) as last_id, count(*)::integer as size from piece) p
    where l.xid = v_large.xid
    returning p.size, l.counted_to into v_rows, v_large.counted_to;
    v_left := v_left - v_rows;
    if v_large.counted_to < v_large.last_id then
      return null;
    end if;
  end loop;
  return array(select xid from feed_large where xid = any(p_xids));
end
$$;
