-- How many events a filter lists on each day of a window, and the `p_top` foremost of each: what is popular, then what
-- is well described, then the earliest. Days are those of the area's zone; a date is of the day on which it begins, or
-- to the first one of the window. Days without any are left out.
--
-- At most `p_dates` dates are read. Where there are more, the days from the last one that was read on are left out, and
-- `through` is the last day that was counted whole; else it is null.
create function jatre.events_calendar_v1(p_filter jsonb, p_top integer = 3, p_dates integer = 5000) returns jsonb
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_filter constant jsonb := events_search_narrowed(events_list_filter(p_filter), 1000);
  v_walked constant integer := case when not v_filter ? 'named' then p_dates end;
  v_statement text;
  v_columns constant text := 'select o.event_id, o.starts_at, o.cancelled, e.title, e.category, e.quality_score, '
    'greatest((o.starts_at at time zone $8)::date, ($1 at time zone $8)::date) as day ';
begin
  v_statement :=
    'with begins as materialized (' || v_columns || events_list_dates(v_filter, 'begins', true, false, v_walked) || '), cut as ('
      || 'select case when count(*) >= $9 then greatest((max(o.starts_at) at time zone $8)::date, ($1 at time zone $8)::date) end '
      || 'as day ' || events_list_dates(case when v_walked is null then v_filter else events_list_walked(v_filter) end, 'begins', false, false, v_walked) || '), '
      || 'found as (select * from begins union all (' || v_columns || events_list_dates(v_filter, 'runs for long', true, false)
      || ' limit $9)), counted as (select distinct on (day, event_id) * from found where day < coalesce((select day from cut), ''infinity'') '
      || 'order by day, event_id, cancelled, starts_at), ranked as (select c.*, row_number() over (partition by c.day '
      || 'order by c.cancelled, t.popularity desc nulls last, c.quality_score desc nulls last, c.starts_at, c.event_id) as place '
      || 'from counted c left join trending_events_v1 t on t.event_id = c.event_id), '
      || 'days as (select day, count(*) as events, jsonb_agg(jsonb_build_object(''id'', event_id, ''title'', title, '
      || '''category'', category, ''startsAt'', to_jsonb(starts_at at time zone ''UTC'') #>> ''{}'' || ''Z'') order by place) '
      || 'filter (where place <= ' || p_top || ') as foremost from ranked group by day) '
      || 'select jsonb_build_object(''days'', coalesce((select jsonb_agg(jsonb_build_object(''date'', day, ''count'', events, '
      || '''events'', foremost) order by day) from days), ''[]''), ''through'', (select day - 1 from cut))';
  return jsonb_build_object('timezone', v_filter -> 'zone')
    || case when v_walked is null then events_list_run(v_statement, v_filter, p_dates)
      else events_list_walk(v_statement, v_filter, p_dates) end;
end
$$;
