-- How many events of a sample (`events_list_sample`), or of its slices from one on, a list has, bounded by the sample:
-- what is not in it is not read.
create function jatre.events_list_sampled(
  p_filter jsonb, p_slice integer, p_long integer, p_first integer = 0
) returns bigint
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_slices constant text := events_list_slices(p_slice, p_first);
begin
  return events_list_run(
    'select to_jsonb(count(distinct event_id)) from (select o.event_id '
      || events_list_dates(p_filter, 'begins', false, false, p_drawn => v_slices) || ' union all (select o.event_id '
      || events_list_dates(p_filter, 'runs for long', false, false, p_drawn => v_slices) || ' limit $9)) as found',
    p_filter, p_long
  )::bigint;
end
$$;
