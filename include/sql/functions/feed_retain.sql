-- Drop the partitions of the feed whose changes are all older than p_keep, and raise the floor. The newest
-- partition stays. Returns the number of partitions dropped.
create function jatre.feed_retain(p_keep interval) returns integer
language plpgsql security definer
set search_path = jatre, public, pg_temp
set lock_timeout = '2s'
as $$
declare
  v_dropped integer := 0;
  v_part record;
  v_young boolean;
begin
  perform from feed_head for update;
  for v_part in
    select c.relname, substring(c.relname from '\d+$')::bigint as first
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'jatre.feed_changes'::regclass
    order by 2
  loop
    exit when v_part.first + 100000 > (select head from feed_head);
    execute format('select exists (select from %I where sequenced_at > clock_timestamp() - $1)', v_part.relname)
    into v_young using p_keep;
    exit when v_young;
    update feed_head set floor = v_part.first + 99999;
    execute format('drop table %I', v_part.relname);
    v_dropped := v_dropped + 1;
  end loop;
  return v_dropped;
end
$$;
