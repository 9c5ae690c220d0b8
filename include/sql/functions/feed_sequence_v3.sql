-- Give the committed changes of the outbox their place in the one order that everybody sees, one bounded step per call.
--
-- There is no leader: any replica calls this, in autocommit, and calls again while `moved` >= p_limit. Who finds
-- another at the head gets moved = -1 and goes on with reading.
--
-- The promise: dense numbers; changes of one entity in the order of their versions (its row lock orders the outbox
-- ids); if transaction A committed before B began, A comes first (who sees B sees A, and A's ids are smaller).
-- Several changes of one entity within a transaction, and within a step, become one, from the state before them
-- to the state after. More than p_bulk changes of one transaction in a room become one `bulk` change there: list again.
--
-- A step takes the first p_limit changes, however many their transactions made. A transaction of more than p_bulk
-- changes is first counted by room (feed_large), 10,000 changes per call, which number nothing: `moved` then is what
-- was counted. Its last change brings the `bulk` of the rooms that have too many; they are sent none of it, and what
-- no other room gets is dropped 10,000 at a time.
create function jatre.feed_sequence_v3(p_limit integer default 1000, p_bulk integer default 1000)
returns table (moved integer, head bigint, epoch text)
language plpgsql security definer
set search_path = jatre, public, pg_temp
set jit = off
-- what was moved lies dead in front of what waits until it is vacuumed: look at the outbox by its index
set enable_seqscan = off
set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
  c_step constant integer := greatest(p_limit, 10000);
  v_head feed_head;
  v_ids bigint[];
  v_xids xid8[];
  v_large xid8[];
  v_dropped bigint[] := '{}';
  v_simple boolean;
  v_row record;
  v_written integer;
begin
  if not exists (select id from feed_outbox order by id limit 1)
    and exists (select from feed_head where fingerprint = feed_fingerprint()) then
    return query select 0, h.head, h.epoch from feed_head h;
    return;
  end if;

  select * into v_head from feed_head for update skip locked;
  if not found then
    return query select -1, h.head, h.epoch from feed_head h;
    return;
  end if;
  if v_head.fingerprint <> feed_fingerprint() then
    v_head.epoch := feed_new_epoch_v1();
  end if;

  select
    coalesce(array_agg(f.id order by f.id), '{}'), array_agg(distinct f.xid),
    count(distinct (f.xid, f.entity)) = count(*) and count(*) < least(p_limit, p_bulk)
      and bool_and(f.kind <> 'bulk' and f.rooms <> '{}')
  into v_ids, v_xids, v_simple
  from (select id, xid, kind, entity, rooms from feed_outbox order by id limit p_limit) f;
  if v_head.partitioned_until <= v_head.head + 2 * cardinality(v_ids) then
    perform feed_partition(v_head.head + 2 * cardinality(v_ids) + 10000);
  end if;

  -- mostly every transaction left one change of an entity, and all that it left is here: nothing to merge
  if coalesce(v_simple, true) and not exists (select from feed_large) then
    with batch as (
      delete from feed_outbox where id = any(v_ids)
      returning id, kind, entity, version, rooms, payload, changed_at
    )
    insert into feed_changes (seq, kind, entity, version, rooms, payload, changed_at)
    select v_head.head + row_number() over (order by b.id), b.kind, b.entity, b.version, b.rooms, b.payload, b.changed_at
    from batch b;
    update feed_head h set head = v_head.head + cardinality(v_ids);
    return query select cardinality(v_ids), v_head.head + cardinality(v_ids), v_head.epoch;
    return;
  end if;

  v_large := feed_count_large(v_xids, p_bulk, c_step);
  if v_large is null then
    return query select c_step, v_head.head, v_head.epoch;
    return;
  end if;
  if v_large <> '{}' then
    for v_row in
      select
        o.id,
        o.xid = any(v_large) and not exists (
          select from unnest(o.rooms) as r (room)
          where not exists (
            select from feed_large_rooms l where l.xid = o.xid and l.room = r.room and l.size > p_bulk
          )
        ) as reaches_no_room
      from feed_outbox o where o.id > v_ids[cardinality(v_ids)] order by o.id limit c_step - p_limit
    loop
      exit when not v_row.reaches_no_room;
      v_dropped := v_dropped || v_row.id;
    end loop;
    delete from feed_outbox where id = any(v_dropped);
  end if;

  with batch as (
    delete from feed_outbox where id = any(v_ids)
    returning id, xid, kind, split_part(kind, ':', 1) as family, entity, version, rooms, payload, changed_at
  ),
  flooded as (
    select b.xid, r.room, max((b.payload::json ->> 'changes')::bigint) as size, max(b.id) as id,
      max(b.changed_at) as changed_at
    from batch b cross join unnest(b.rooms) as r (room)
    where b.kind = 'bulk' and b.xid <> all(v_large)
    group by b.xid, r.room
    union all
    select l.xid, r.room, r.size, l.last_id, clock_timestamp()
    from feed_large l join feed_large_rooms r on r.xid = l.xid and r.size > p_bulk
    where l.xid = any(v_large) and l.last_id <= greatest(v_ids[cardinality(v_ids)], v_dropped[cardinality(v_dropped)])
  ),
  forgotten as (
    delete from feed_large_rooms l
    using (select distinct b.xid, r.room from batch b cross join unnest(b.rooms) as r (room) where b.xid = any(v_large)) s
    where l.xid = s.xid and l.room = s.room and l.size <= p_bulk
  ),
  steps as (
    select
      b.*,
      count(*) over entity_in_transaction as steps,
      first_value(b.kind) over entity_in_transaction as first_kind,
      bool_or(b.kind = 'event:cancelled') over entity_in_transaction as was_cancelled,
      b.id = last_value(b.id) over entity_in_transaction as is_last
    from batch b
    where b.kind <> 'bulk'
    window entity_in_transaction as (
      partition by b.xid, b.family, b.entity order by b.id rows between unbounded preceding and unbounded following
    )
  ),
  visited as (
    select s.xid, s.family, s.entity, array_agg(distinct room) as rooms
    from steps s cross join unnest(s.rooms) as room
    where s.steps > 1
    group by s.xid, s.family, s.entity
  ),
  merged as (
    select
      s.id, s.xid, s.entity, s.version, s.payload, s.changed_at,
      case
        when s.steps = 1 or s.family <> 'event' then s.kind
        when s.kind = 'event:removed' then s.kind
        when s.first_kind = 'event:new' then 'event:new'
        when s.was_cancelled and s.payload::jsonb ->> 'status' = 'cancelled' then 'event:cancelled'
        else 'event:updated'
      end as kind,
      coalesce(v.rooms, s.rooms) as rooms
    from steps s
    left join visited v on v.xid = s.xid and v.family = s.family and v.entity = s.entity
    where s.is_last
      -- neither before nor after the transaction was it there to be seen
      and not (s.steps > 1 and s.first_kind = 'event:new' and s.kind = 'event:removed')
  ),
  deliverable as (
    select
      m.id, m.kind, m.entity, m.version, m.payload, m.changed_at,
      case
        when m.xid = any(v_large) then array(
          select r.room from unnest(m.rooms) as r (room)
          where not exists (select from feed_large_rooms l where l.xid = m.xid and l.room = r.room and l.size > p_bulk)
        )
        when m.xid in (select xid from flooded)
          then array(select r from unnest(m.rooms) as r where r not in (select room from flooded f where f.xid = m.xid))
        else m.rooms
      end as rooms
    from merged m
    union all
    select
      max(f.id), 'bulk', f.xid::text, 0,
      jsonb_build_object('rooms', jsonb_agg(f.room order by f.room), 'changes', max(f.size))::text,
      max(f.changed_at), array_agg(f.room order by f.room)
    from flooded f
    group by f.xid
  ),
  numbered as (
    select v_head.head + row_number() over (order by t.id, t.kind) as seq, t.*
    from deliverable t
    where t.rooms <> '{}'
  ),
  written as (
    insert into feed_changes (seq, kind, entity, version, rooms, payload, changed_at)
    select n.seq, n.kind, n.entity, n.version, n.rooms, n.payload, n.changed_at from numbered n
    returning 1
  )
  select count(*) into v_written from written;

  with over as (
    delete from feed_large l
    where l.xid = any(v_large) and l.last_id <= greatest(v_ids[cardinality(v_ids)], v_dropped[cardinality(v_dropped)])
    returning l.xid
  )
  delete from feed_large_rooms r using over where r.xid = over.xid;
  update feed_head h set head = v_head.head + v_written where v_written > 0;
  return query
  select cardinality(v_ids) + cardinality(v_dropped), v_head.head + v_written, v_head.epoch;
end
$$;
