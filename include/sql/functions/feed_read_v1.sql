-- The next p_limit changes after a position, in order. Numbers are dense: a hole means that retention has passed
-- by, and the reader has to start again.
create function jatre.feed_read_v1(p_after bigint, p_limit integer)
returns table (
  seq bigint, kind text, entity text, version bigint, rooms text[], payload text, changed_at timestamptz
)
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select c.seq, c.kind, c.entity, c.version, c.rooms, c.payload, c.changed_at
  from feed_changes c
  where c.seq > p_after
  order by c.seq
  limit p_limit
$$;
