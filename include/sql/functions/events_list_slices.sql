-- That a date `o` is in a sample (`sample_slice`), or in its slices from one on, as a condition of a statement: nothing
-- of all slices.
create function jatre.events_list_slices(p_slice integer, p_first integer = 0) returns text
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  return case when p_slice < 12 or p_first > 0 then format(
    ' and sample_slice(o.event_id) = any(%L::integer[])', array(select generate_series(p_first, p_slice))
  ) else '' end;
end
$$;
