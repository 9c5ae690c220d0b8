-- As version 1, but short where every transaction left one change, the usual case under load: one look at the outbox,
-- by its index, for what was moved lies dead in front of what waits until it is vacuumed.
create function jatre.feed_sequence_v2(p_limit integer default 1000, p_bulk integer default 1000)
returns table (moved integer, head bigint, epoch text)
language plpgsql security definer
set search_path = jatre, public, pg_temp
set jit = off
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  v_head feed_head;
  v_ids bigint[];
  v_simple boolean;
begin
  if not exists (select id from feed_outbox order by id limit 1)
    and exists (select from feed_head where fingerprint = feed_fingerprint_v1()) then
    return query select 0, h.head, h.epoch from feed_head h;
    return;
  end if;

  select * into v_head from feed_head for update skip locked;
  if not found then
    return query select -1, h.head, h.epoch from feed_head h;
    return;
  end if;

  select array_agg(f.id), count(distinct f.xid) = count(*) and count(*) < p_limit and bool_and(f.kind <> 'bulk')
  into v_ids, v_simple
  from (select id, xid, kind from feed_outbox order by id limit p_limit) f;

  -- more than what was counted may have been committed by the time that it is moved
  if not coalesce(v_simple, false) or v_head.fingerprint <> feed_fingerprint_v1()
    or v_head.partitioned_until <= v_head.head + cardinality(v_ids) then
    return query select s.moved, s.head, s.epoch from feed_sequence_v1(p_limit, p_bulk) s;
    return;
  end if;

  with batch as (
    delete from feed_outbox where id = any(v_ids)
    returning id, kind, entity, version, rooms, payload, changed_at
  )
  insert into feed_changes (seq, kind, entity, version, rooms, payload, changed_at)
  select v_head.head + row_number() over (order by b.id), b.kind, b.entity, b.version, b.rooms, b.payload, b.changed_at
  from batch b;
  update feed_head h set head = v_head.head + cardinality(v_ids);
  return query select cardinality(v_ids), v_head.head + cardinality(v_ids), v_head.epoch;
end
$$;
