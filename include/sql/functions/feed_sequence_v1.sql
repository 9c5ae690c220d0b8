-- Give the committed changes of the outbox their place in the one order that everybody sees.
--
-- There is no leader: any replica calls this, in autocommit, and calls again while `moved` >= p_limit. Who finds
-- another at the head gets moved = -1 and goes on with reading.
--
-- The promise: dense numbers; changes of one entity in the order of their versions (its row lock orders the outbox
-- ids); if transaction A committed before B began, A comes first (who sees B sees A, and A's ids are smaller).
-- Several changes of one entity within a transaction are told as one, from the state before it to the state after
-- it. More than p_bulk changes of one transaction in a room become one `bulk` change there: list again. (A statement
-- that large leaves a `bulk` of its own; this adds up what many statements did.)
create function jatre.feed_sequence_v1(p_limit integer default 1000, p_bulk integer default 1000)
returns table (moved integer, head bigint, epoch text)
language plpgsql security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
#variable_conflict use_column
declare
  v_head feed_head;
  v_cut bigint;
  v_ids bigint[];
  v_simple boolean;
  v_moved integer;
  v_told integer;
begin
  if not exists (select from feed_outbox)
    and exists (select from feed_head where fingerprint = feed_fingerprint_v1()) then
    return query select 0, h.head, h.epoch from feed_head h;
    return;
  end if;

  select * into v_head from feed_head for update skip locked;
  if not found then
    return query select -1, h.head, h.epoch from feed_head h;
    return;
  end if;
  if v_head.fingerprint <> feed_fingerprint_v1() then
    v_head.epoch := feed_new_epoch_v1();
  end if;

  v_cut := feed_cut_v1(p_limit, p_bulk);
  select array_agg(id), count(distinct xid) = count(*) into v_ids, v_simple from feed_outbox where id <= v_cut;
  -- more than what was counted may have been committed by the time that it is moved
  if v_head.partitioned_until <= v_head.head + cardinality(v_ids) + 10000 then
    perform feed_partition_v1(v_head.head + cardinality(v_ids) + 10000);
  end if;

  -- mostly every transaction left one change: nothing to merge
  if v_simple then
    with batch as (
      delete from feed_outbox where id = any(v_ids)
      returning id, kind, entity, version, rooms, payload, changed_at
    )
    insert into feed_changes (seq, kind, entity, version, rooms, payload, changed_at)
    select v_head.head + row_number() over (order by b.id), b.kind, b.entity, b.version, b.rooms, b.payload, b.changed_at
    from batch b;
    get diagnostics v_moved = row_count;
    update feed_head h set head = h.head + v_moved;
    return query select v_moved, v_head.head + v_moved, v_head.epoch;
    return;
  end if;

  with batch as (
    delete from feed_outbox where id <= v_cut
    returning id, xid, kind, split_part(kind, ':', 1) as family, entity, version, rooms, payload, changed_at
  ),
  crowded as (
    select c.xid, c.room, max(c.size) as size, max(c.id) as id, max(c.changed_at) as changed_at
    from (
      select b.xid, r.room, count(*) as size, max(b.id) as id, max(b.changed_at) as changed_at
      from batch b
      join (select xid from batch group by xid having count(*) > p_bulk) large using (xid)
      cross join unnest(b.rooms) as r (room)
      group by b.xid, r.room
      having count(*) > p_bulk
      union all
      select b.xid, r.room, (b.payload::json ->> 'changes')::bigint, b.id, b.changed_at
      from batch b cross join unnest(b.rooms) as r (room)
      where b.kind = 'bulk'
    ) c
    group by c.xid, c.room
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
      case
        when s.steps = 1 then s.rooms
        else array(
          select distinct r from batch b, unnest(b.rooms) r
          where b.xid = s.xid and b.family = s.family and b.entity = s.entity
        )
      end as rooms
    from steps s
    where s.is_last
      -- neither before nor after the transaction was it there to be seen
      and not (s.steps > 1 and s.first_kind = 'event:new' and s.kind = 'event:removed')
  ),
  told as (
    select
      m.id, m.kind, m.entity, m.version, m.payload, m.changed_at,
      case
        when m.xid in (select xid from crowded)
          then array(select r from unnest(m.rooms) r where r not in (select room from crowded c where c.xid = m.xid))
        else m.rooms
      end as rooms
    from merged m
    union all
    select
      max(c.id), 'bulk', c.xid::text, 0,
      jsonb_build_object('rooms', jsonb_agg(c.room order by c.room), 'changes', max(c.size))::text,
      max(c.changed_at), array_agg(c.room order by c.room)
    from crowded c
    group by c.xid
  ),
  numbered as (
    select v_head.head + row_number() over (order by t.id, t.kind) as seq, t.*
    from told t
    where t.rooms <> '{}'
  ),
  written as (
    insert into feed_changes (seq, kind, entity, version, rooms, payload, changed_at)
    select n.seq, n.kind, n.entity, n.version, n.rooms, n.payload, n.changed_at from numbered n
    returning 1
  )
  select (select count(*) from batch), (select count(*) from written) into v_moved, v_told;

  if v_told > 0 then
    update feed_head h set head = h.head + v_told;
  end if;
  return query select v_moved, v_head.head + v_told, v_head.epoch;
end
$$;
