-- Make room in the feed up to and including p_seq. Attaching, unlike creating a partition in place, does not block
-- readers.
create function jatre.feed_partition(p_seq bigint) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  c_size constant bigint := 100000;
  v_from bigint;
  v_name text;
begin
  loop
    select partitioned_until into v_from from feed_head;
    exit when v_from > p_seq;
    v_name := 'feed_changes_' || v_from;
    execute format('create table %I (like feed_changes including all) with (toast_tuple_target = 8160)', v_name);
    execute format(
      'alter table feed_changes attach partition %I for values from (%s) to (%s)', v_name, v_from, v_from + c_size
    );
    update feed_head set partitioned_until = v_from + c_size;
  end loop;
end
$$;
