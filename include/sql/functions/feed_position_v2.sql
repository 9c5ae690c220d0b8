-- Where the feed stands: a reader that has seen `head` has seen everything sequenced; a resume is complete from any
-- position at or above `floor`. `waiting` is whether something is committed that has no number yet, so that lists may
-- be newer than the feed.
create function jatre.feed_position_v2() returns table (epoch text, head bigint, floor bigint, waiting boolean)
language sql stable security definer
set search_path = jatre, public, pg_temp
-- what was moved lies dead in front of what waits until it is vacuumed: look at the outbox by its index
set enable_seqscan = off
set enable_bitmapscan = off
as $$
  select h.epoch, h.head, h.floor, exists (select from feed_outbox order by id limit 1) from feed_head h
$$;
