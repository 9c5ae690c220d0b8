-- Of events that are named, how many have a date that passes a filter, and these with the first such date, the next
-- ones first and up to `p_limit`: `[count, [[id, start], ...]]`.
--
-- Where all of more than `p_many` are in the window, the first are looked for among those that the next dates name and
-- those that run for long: an event that stands before the last of these dates is one of them. So many are read of the
-- next tier alone, of which they are a large part.
create function jatre.events_search_first(
  p_filter jsonb, p_named uuid[], p_limit integer, p_many integer = 1200
) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  c_walked constant integer := 3;
  v_asked constant record := events_list_conditions(p_filter - '{words,named}'::text[], true);
  v_dates constant text := v_asked.on_index || v_asked.on_dates;
  v_is_all constant boolean := v_dates = '' and p_filter ->> 'until' = 'infinity';
  v_statement constant text := 'with found as materialized (select e.id, first.starts_at from '
    || case when v_dates ~ '\me\.' then 'discovered_events e' else 'unnest($11) as e (id)' end
    -- by the event's id and no index of anything else that is asked of dates
    || ' cross join lateral (select o.starts_at from (select * from event_occurrences o where o.event_id = e.id'
    || ' and o.is_public and o.over_at > $1 and o.starts_at < $2 offset 0) as o where true' || v_dates
    || ' order by o.cancelled, o.starts_at limit 1) as first'
    || case when v_dates ~ '\me\.' then ' where e.id = any($11)' else '' end || ') '
    || 'select jsonb_build_array((select count(*) from found), (select coalesce(jsonb_agg(jsonb_build_array(id, '
    || 'starts_at)), ''[]'') from (select * from found order by starts_at, id limit $9) as next))';
  v_walked jsonb;
  v_found jsonb;
begin
  if p_named = '{}' then
    return '[0, []]';
  end if;
  if v_is_all and p_limit = 0 then
    return jsonb_build_array(cardinality(p_named), '[]'::jsonb);
  end if;
  if v_is_all and cardinality(p_named) > p_many then
    v_walked := events_list_run(
      'with walked as materialized (select o.event_id, o.starts_at '
        || events_list_dates('{}', 'begins', false, false) || ' order by o.starts_at limit $9), '
        || 'near as (select event_id from walked union select o.event_id '
        || events_list_dates('{}', 'runs for long', false, false) || ') '
        || 'select jsonb_build_array((select max(starts_at) from walked), '
        || '(select array_agg(event_id)::text from near where event_id in (select unnest($11))))',
      p_filter || jsonb_build_object('named', p_named::text), c_walked * p_limit
    );
    v_found := events_list_run(
      v_statement, p_filter || jsonb_build_object('named', coalesce(v_walked ->> 1, '{}')), p_limit
    ) -> 1;
    if (v_found -> p_limit - 1 ->> 1)::timestamptz < (v_walked ->> 0)::timestamptz then
      return jsonb_build_array(cardinality(p_named), v_found);
    end if;
  end if;
  return events_list_run(v_statement, p_filter || jsonb_build_object('named', p_named::text), p_limit);
end
$$;
