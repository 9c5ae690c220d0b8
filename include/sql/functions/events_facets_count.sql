-- The counts of some facets by one reading of the dates that pass a filter, see `events_facets_v1`.
create function jatre.events_facets_count(p_filter jsonb, p_facets text[], p_dates integer) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_columns text;
  v_counts text;
  v_statement text;
  v_found jsonb;
  v_growth float := 1;
begin
  select
    string_agg(format('%s as %I', events_facet_values(facet), facet), ', '),
    string_agg(format(
      '%L, (select jsonb_agg(jsonb_build_object(''value'', value, ''count'', events) order by events desc, value) from ('
        'select value, count(distinct event_id) as events from found, unnest(%I) as value where value is not null '
        'group by value order by events desc, value limit 20) as counted)', facet, facet
    ), ', ')
  into v_columns, v_counts
  from unnest(p_facets) as facet;
  v_statement :=
    'with found as materialized ((select o.event_id, ' || v_columns || ' '
      || events_list_dates(p_filter, 'begins', true, false, case when not p_filter ? 'q' then p_dates end)
      || ' limit 2 * $9) union all (select o.event_id, ' || v_columns || ' '
      || events_list_dates(p_filter, 'runs for long', true, false) || ' limit $9)) '
      || 'select jsonb_build_object(''dates'', (select count(*) '
      || case when p_filter ? 'q' then 'from found' else events_list_dates(events_list_walked(p_filter), 'begins', false, false, p_dates) end
      || '), ''events'', (select count(distinct event_id) from found), ''facets'', jsonb_build_object(' || v_counts || '))';
  if p_filter ? 'q' then
    v_found := events_list_run(v_statement, p_filter, p_dates);
  else
    v_found := events_list_walk(v_statement, p_filter, p_dates);
  end if;
  if (v_found ->> 'dates')::integer >= p_dates then
    v_growth := greatest(1, events_list_estimate(p_filter, p_dates) / nullif((v_found ->> 'events')::float, 0));
  end if;
  return (
    select jsonb_object_agg(facet, jsonb_build_object(
      'exact', (v_found ->> 'dates')::integer < p_dates,
      'values', coalesce((
        select jsonb_agg(jsonb_build_object('value', one -> 'value', 'count', case
          when v_growth = 1 then (one ->> 'count')::numeric
          else round((one ->> 'count')::numeric * v_growth::numeric, 1 - floor(log((one ->> 'count')::numeric * v_growth::numeric))::integer)
        end) order by place)
        from jsonb_array_elements(nullif(values, 'null')) with ordinality as v (one, place)
      ), '[]')
    ))
    from jsonb_each(v_found -> 'facets') as f (facet, values)
  );
end
$$;
