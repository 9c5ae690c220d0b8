-- The counts of some facets by one reading of the dates that pass a filter, see `events_facets_v1`.
create function jatre.events_facets_count(p_filter jsonb, p_facets text[], p_events integer) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_dates constant integer := 2 * p_events;
  v_slice constant integer := case when p_filter ? 'q' then 12 else (select s.slice from events_list_sample(p_filter, p_events) as s) end;
  v_filter jsonb := p_filter;
  -- events that are named are few in any window
  v_drawn constant text := case when not p_filter ? 'q' then events_list_slices(v_slice) end;
  v_is_whole boolean := v_slice = 12;
  v_gathered record;
  v_columns text;
  v_counts text;
  v_statement text;
  v_found jsonb;
  v_exact boolean;
  v_growth float := 1;
begin
  if p_filter ? 'q' then
    v_gathered := events_search_gathered(p_filter, p_events);
    v_is_whole := v_gathered.is_whole;
    v_filter := p_filter - '{q,words}'::text[] || jsonb_build_object('named', v_gathered.ids);
  end if;
  -- of what is the same of all dates of an event, nothing is sorted to count each once
  select
    string_agg(format('%s as %I', of.value, facet), ', '),
    string_agg(format(
      '%L, (select jsonb_agg(jsonb_build_object(''value'', value, ''count'', events) order by events desc, value) from ('
        'select value, count(*) as events from (%s) as each where value is not null '
        'group by value order by events desc, value limit 20) as counted)', facet, format(case
        when of.is_array then 'select distinct event_id, unnest(%I) as value from %I'
        when of.of_date then 'select distinct event_id, %I as value from %I'
        else 'select %I as value from %I'
      end, facet, case when of.of_date then 'found' else 'events' end)
    ), ', ')
  into v_columns, v_counts
  from unnest(p_facets) as facet, events_facet_values(facet) as of;
  v_statement :=
    'with found as materialized ((select o.event_id, ' || v_columns || ' '
      || events_list_dates(v_filter, 'begins', true, false, p_drawn => v_drawn)
      || case when p_filter ? 'q' then ' limit 2 * $9' else '' end || ') union all (select o.event_id, ' || v_columns || ' '
      || events_list_dates(v_filter, 'runs for long', true, false, p_drawn => v_drawn) || ' limit $9)), '
      || 'events as materialized (select distinct on (event_id) * from found order by event_id) '
      || 'select jsonb_build_object(''dates'', (select count(*) from found), '
      || '''events'', (select count(*) from events), ''facets'', jsonb_build_object(' || v_counts || '))';
  v_found := events_list_run(v_statement, v_filter, v_dates);
  v_exact := v_is_whole and not (p_filter ? 'q' and (v_found ->> 'dates')::integer >= v_dates);
  if not v_exact then
    v_growth := case
      when p_filter ? 'q'
        then greatest(1, (select t.total from events_list_total(p_filter, p_events) as t) / nullif((v_found ->> 'events')::float, 0))
      else 2 ^ (12 - v_slice)
    end;
  end if;
  return (
    select jsonb_object_agg(facet, jsonb_build_object(
      'exact', v_exact,
      'values', coalesce((
        select jsonb_agg(jsonb_build_object('value', one -> 'value', 'count', case
          when v_growth = 1 then (one ->> 'count')::bigint
          else events_list_rounded((one ->> 'count')::numeric * v_growth::numeric)
        end) order by place)
        from jsonb_array_elements(nullif(values, 'null')) with ordinality as v (one, place)
      ), '[]')
    ))
    from jsonb_each(v_found -> 'facets') as f (facet, values)
  );
end
$$;
