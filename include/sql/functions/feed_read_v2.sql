-- The next p_limit changes after a position, in order, as far as their payloads have p_bytes bytes; the first one
-- in any case. Numbers are dense: a hole means that retention has passed by, and the reader has to start again.
create function jatre.feed_read_v2(p_after bigint, p_limit integer, p_bytes bigint)
returns table (
  seq bigint, kind text, entity text, version bigint, rooms text[], payload text, changed_at timestamptz
)
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
begin
  return query select w.seq, w.kind, w.entity, w.version, w.rooms, w.payload, w.changed_at
  from (
    select c.*, sum(octet_length(c.payload)) over (order by c.seq) - octet_length(c.payload) as before
    from (select * from feed_changes f where f.seq > p_after order by f.seq limit p_limit) c
  ) w
  where w.before = 0 or w.before < p_bytes
  order by w.seq;
end
$$;
