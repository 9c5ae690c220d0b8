-- The counts of some facets by one reading of the dates that pass a filter, see `events_facets_v1`: of the slices up to
-- `p_slice` (`sample_slice`). What is asked of these facets is tested beside each date: for a facet those dates count
-- that pass what is asked of the others. Of what is the same of all dates of an event, its events are counted, and
-- nothing is sorted to count each once.
create function jatre.events_facets_count(
  p_filter jsonb, p_facets text[], p_slice integer, p_events integer
) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_dates constant integer := 2 * p_events;
  v_asked constant text[] := array(select facet from unnest(p_facets) as facet where p_filter ? facet);
  v_filter jsonb := p_filter;
  -- events that are named are few in any window
  v_drawn constant text := case when not p_filter ? 'q' then events_list_slices(p_slice) end;
  v_is_whole boolean := p_slice = 12;
  v_gathered record;
  v_columns text;
  v_whole boolean;
  v_events text;
  v_counts text;
  v_statement text;
  v_found jsonb;
  v_exact boolean;
  v_growth float := 1;
begin
  if p_filter ? 'q' then
    v_gathered := events_search_gathered(p_filter, p_events);
    v_is_whole := v_gathered.is_whole;
    v_filter := p_filter - '{q,words}'::text[] || jsonb_build_object('named', v_gathered.ids::text);
  end if;
  with passing as (
    select facet, 'passes ' || facet as column_name, 'true' || c.on_index || c.on_dates || c.on_events as condition
    from unnest(v_asked) as facet, events_list_conditions(jsonb_build_object(facet, v_filter -> facet)) as c
  ),
  counted as (
    select
      c.facet, v.value, v.of_date, v.is_array,
      case when c.facet = any(v_asked) then 'events of ' || c.facet else 'events' end as events,
      coalesce((
        select string_agg(format('%I', p.column_name), ' and ') from passing as p where p.facet <> c.facet
      ), 'true') as passes
    from unnest(p_facets) as c (facet), events_facet_values(c.facet) as v
  ),
  readings as (
    select events, passes from counted where facet = any(v_asked)
    union all
    select 'events', coalesce(string_agg(format('%I', column_name), ' and '), 'true') from passing
  )
  select
    (
      select string_agg(one, ', ')
      from (
        select format('%s as %I', value, facet) as one from counted
        union all
        select format('%s as %I', condition, column_name) from passing
      ) as each
    ),
    (
      select string_agg(format(
        '%I as materialized (select distinct on (event_id) * from found where %s order by event_id)', events, passes
      ), ', ')
      from readings
    ),
    (
      select string_agg(format(
        '%L, (select jsonb_agg(jsonb_build_object(''value'', value, ''count'', events) order by events desc, value) from ('
          'select value, %s from %s where value is not null group by value order by events desc, value limit 20) as counted)',
        facet,
        -- many events have the same array
        case when is_array then 'sum(events)::bigint' when of_date then 'count(distinct event_id)' else 'count(*)' end
          || ' as events',
        format(
          case
            when is_array then '(select %1$I as each, count(*) as events from %2$I group by each) as alike, '
              'lateral (select distinct unnest(each) as value) as one'
            when of_date then '(select event_id, %1$I as value from found where %3$s) as each'
            else '(select %1$I as value from %2$I) as each'
          end,
          facet, events, passes
        )
      ), ', ')
      from counted
    )
  into v_columns, v_events, v_counts;
  -- what dates carry needs no look-up of their event
  v_whole := v_columns ~ '\me\.';
  v_statement :=
    'with found as materialized ((select o.event_id, ' || v_columns || ' '
      || events_list_dates(v_filter - v_asked, 'begins', v_whole, false, p_drawn => v_drawn)
      || case when p_filter ? 'q' then ' limit 2 * $9' else '' end || ') union all (select o.event_id, ' || v_columns || ' '
      || events_list_dates(v_filter - v_asked, 'runs for long', v_whole, false, p_drawn => v_drawn) || ' limit $9)), '
      || v_events || ' select jsonb_build_object('
      || case when p_filter ? 'q' then '''dates'', (select count(*) from found), ''events'', (select count(*) from events), ' else '' end
      || '''facets'', jsonb_build_object(' || v_counts || '))';
  v_found := events_list_run(v_statement, v_filter, v_dates);
  v_exact := v_is_whole and not (p_filter ? 'q' and (v_found ->> 'dates')::integer >= v_dates);
  if not v_exact then
    v_growth := case
      when p_filter ? 'q'
        then greatest(1, (select t.total from events_list_total(p_filter, p_events) as t) / nullif((v_found ->> 'events')::float, 0))
      else 2 ^ (12 - p_slice)
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
