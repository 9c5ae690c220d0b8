-- How many events a list has: exact where the window has up to `p_walked` dates; beyond, as many
-- as `events_list_estimate` finds likely, in two figures. What words find is counted whole, up to as many dates.
create function jatre.events_list_total(p_filter jsonb, p_walked integer, out total bigint, out exact boolean)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_long constant text := '(select o.event_id ' || events_list_dates(p_filter, 'runs for long', false, false) || ' limit $9)';
  v_found jsonb;
begin
  if p_filter ? 'q' then
    v_found := events_list_run(
      'select jsonb_build_array(count(*), count(distinct event_id)) from ((select o.event_id '
        || events_list_dates(p_filter, 'begins', false, false) || ' limit $9) union all ' || v_long || ') as found',
      p_filter, p_walked
    );
  else
    v_found := events_list_walk(
      'select jsonb_build_array((select count(*) ' || events_list_dates(events_list_walked(p_filter), 'begins', false, false, p_walked)
        || '), count(distinct event_id)) from (select o.event_id '
        || events_list_dates(p_filter, 'begins', false, false, p_walked) || ' union all ' || v_long || ') as found',
      p_filter, p_walked
    );
  end if;
  total := v_found ->> 1;
  exact := (v_found ->> 0)::integer < p_walked;
  if not exact then
    total := greatest(total, events_list_estimate(p_filter, p_walked));
    total := round(total, 1 - floor(log(greatest(total, 1)))::integer);
  end if;
end
$$;
