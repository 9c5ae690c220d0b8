-- Where the feed stands: a reader that has seen `head` has seen everything sequenced; a resume is complete from any
-- position at or above `floor`.
create function jatre.feed_position_v1() returns table (epoch text, head bigint, floor bigint)
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select h.epoch, h.head, h.floor from feed_head h
$$;
