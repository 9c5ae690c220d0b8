-- That a date `o` is in a sample (`sample_slice`), as a condition of a statement: nothing of all slices.
create function jatre.events_list_slices(p_slice integer) returns text
language sql immutable
set search_path = jatre, public, pg_temp
as $$
  select case when p_slice < 12 then format(
    ' and sample_slice(o.event_id) = any(%L::integer[])', array(select generate_series(0, p_slice))
  ) else '' end
$$;
