-- The last outbox id of the next batch: the first p_limit changes, and whole transactions where they are so large
-- that they will be told as one bulk change.
create function jatre.feed_cut_v1(p_limit integer, p_bulk integer) returns bigint
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_rows integer;
  v_cut bigint;
  v_next bigint;
begin
  select max(id), count(*) into v_cut, v_rows from (select id from feed_outbox order by id limit p_limit) first;
  if v_rows < p_limit then
    return v_cut;
  end if;
  loop
    select max(id) into v_next from (
      select max(o.id) as id, count(*) as size
      from feed_outbox o
      where o.xid in (select xid from feed_outbox where id <= v_cut)
      group by o.xid
    ) sized where size > p_bulk;
    exit when v_next is null or v_next <= v_cut;
    v_cut := v_next;
  end loop;
  return v_cut;
end
$$;
