-- The events that words find which many have, see `events_search_dates`: twice `p_read` of the next dates are walked,
-- up to twice `p_limit` of events; beside these, those that have been going on for more than a day. How many there are
-- is estimated: their share of the events that are walked, of all that the window has. Null where fewer than 20 are met
-- and later dates may have more.
create function jatre.events_search_walked(
  p_filter jsonb, p_limit integer, p_read integer, out dates jsonb, out total bigint
)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  c_met constant integer := 20;
  c_walked constant integer := 2 * p_read;
  v_met constant jsonb := events_list_walk(
    'select jsonb_build_array((select jsonb_build_array(count(*), count(distinct o.event_id)) '
      || events_list_dates(events_list_walked(p_filter), 'begins', false, false, c_walked) || '), count(*), '
      || 'jsonb_agg(jsonb_build_array(event_id, starts_at) order by starts_at, event_id) filter (where place <= 2 * $9)) '
      || 'from (select o.event_id, o.starts_at, row_number() over () as place '
      || events_list_dates(p_filter, 'begins', true, true, c_walked) || ') as found',
    p_filter, p_limit
  );
  v_is_cut constant boolean := (v_met #>> '{0,0}')::integer >= c_walked;
  v_going_on jsonb;
begin
  if v_is_cut and (v_met ->> 1)::integer < least(p_limit, c_met) then
    return;
  end if;
  v_going_on := coalesce(events_list_run(
    'select jsonb_agg(jsonb_build_array(event_id, starts_at)) from (select o.event_id, o.starts_at '
    || events_list_dates(p_filter, 'runs for long', true)
    || ' order by o.starts_at desc, o.event_id limit greatest($9, 20)) as found',
    p_filter, p_limit
  ), '[]');
  dates := coalesce(nullif(v_met -> 2, 'null'), '[]') || v_going_on;
  total := v_met ->> 1;
  if v_is_cut then
    total := total / (v_met #>> '{0,1}')::float * (
      select t.total from events_list_total(
        events_list_walked(p_filter) || jsonb_build_object(
          'from', p_filter -> 'from', 'until', p_filter -> 'until', 'dayEnds', p_filter -> 'dayEnds', 'zone', p_filter -> 'zone'
        ), p_read
      ) as t
    );
  end if;
  total := greatest(total + jsonb_array_length(v_going_on), jsonb_array_length(dates));
end
$$;
