-- Where the feed stands: a reader that has seen `head` has seen everything sequenced; a resume is complete from any
-- position at or above `floor`. `waiting` is whether something is committed that has no number yet, so that lists may
-- be newer than the feed. In plpgsql, which plans it once a session: each request reads it.
create function jatre.feed_position_v2() returns table (epoch text, head bigint, floor bigint, waiting boolean)
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
-- what was moved lies dead in front of what waits until it is vacuumed: look at the outbox by its index
set enable_seqscan = off
set enable_bitmapscan = off
as $$
begin
  return query select h.epoch, h.head, h.floor, exists (select from feed_outbox o order by o.id limit 1) from feed_head h;
end
$$;
