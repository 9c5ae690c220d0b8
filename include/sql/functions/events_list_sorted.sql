-- The events of a list that is not in the order of time, see `events_list_page`: the foremost `p_limit` of the first
-- 5,000 dates that are read.
create function jatre.events_list_sorted(p_filter jsonb, p_limit integer) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_filter constant jsonb := events_search_narrowed(p_filter, 1000);
  v_columns constant text := 'select o.event_id, o.starts_at, ' || events_sort_key(p_filter ->> 'sort') || ' as key ';
  v_statement constant text := 'select jsonb_agg(jsonb_build_array(event_id, starts_at) order by key, starts_at, event_id) '
    || 'from (select * from (' || v_columns
    || events_list_dates(v_filter, 'begins', true, true, case when not v_filter ? 'named' then 5000 end)
    || ' union all ' || v_columns || events_list_dates(v_filter, 'runs for long', true)
    || ') as found order by key, starts_at, event_id limit $9) as foremost';
begin
  return coalesce(case
    when v_filter ? 'named' then events_list_run(v_statement, v_filter, p_limit)
    else events_list_walk(v_statement, v_filter, p_limit)
  end, '[]');
end
$$;
