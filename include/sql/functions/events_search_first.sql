-- Of events that are named, how many have a date that passes a filter, and these with the first such date, the next
-- ones first and up to `p_limit`: `[count, [[id, start], ...]]`.
create function jatre.events_search_first(p_filter jsonb, p_named uuid[], p_limit integer) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_asked constant record := events_list_conditions(p_filter - '{words,named}'::text[], true);
  v_dates constant text := v_asked.on_index || v_asked.on_dates;
begin
  if p_named = '{}' then
    return '[0, []]';
  end if;
  if p_limit = 0 and v_dates = '' and p_filter ->> 'until' = 'infinity' then
    return jsonb_build_array(cardinality(p_named), '[]'::jsonb);
  end if;
  return events_list_run(
    'with found as materialized (select e.id, first.starts_at from '
      || case when v_dates ~ '\me\.' then 'discovered_events e' else 'unnest($11) as e (id)' end
      -- by the event's id and no index of anything else that is asked of dates
      || ' cross join lateral (select o.starts_at from (select * from event_occurrences o where o.event_id = e.id'
      || ' and o.is_public and o.over_at > $1 and o.starts_at < $2 offset 0) as o where true' || v_dates
      || ' order by o.cancelled, o.starts_at limit 1) as first'
      || case when v_dates ~ '\me\.' then ' where e.id = any($11)' else '' end || ') '
      || 'select jsonb_build_array((select count(*) from found), (select coalesce(jsonb_agg(jsonb_build_array(id, '
      || 'starts_at)), ''[]'') from (select * from found order by starts_at, id limit $9) as next))',
    p_filter || jsonb_build_object('named', p_named), p_limit
  );
end
$$;
