-- About how many events a list has, by its first `p_dates` dates and by how many the planner expects.
--
-- Later dates bring fewer new events where series repeat: so each date that is read counts for its share in the dates
-- of its event within the window, and what these shares come to grows with the dates that are expected.
create function jatre.events_list_estimate(p_filter jsonb, p_dates integer) returns float
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_is_search constant boolean := p_filter ? 'q';
  v_walked constant integer := case when not v_is_search then p_dates end;
  v_others constant text := (select on_others from events_list_conditions(p_filter));
  v_statement constant text :=
    'with begins as materialized (select o.event_id ' || events_list_dates(p_filter, 'begins', false, false, v_walked)
    || case when v_is_search then ' limit $9' else '' end || '), '
    || 'grouped as (select event_id, count(*) as dates from begins group by event_id) '
    || 'select jsonb_build_object(''read'', (select count(*) '
    || case when v_is_search then 'from begins' else events_list_dates(events_list_walked(p_filter), 'begins', false, false, v_walked) end
    || '), ''shares'', sum(g.dates::float / greatest(1, whole.dates))) from grouped g '
    || case when v_others ~ '\me\.' then 'join discovered_events e on e.id = g.event_id ' else '' end
    || 'cross join lateral (select count(*) as dates from event_occurrences p where p.event_id = g.event_id and p.is_public and p.over_at > $1 and p.starts_at < $2'
    || v_others || ') as whole';
  v_found constant jsonb := case
    when v_is_search then events_list_run(v_statement, p_filter, p_dates)
    else events_list_walk(v_statement, p_filter, p_dates)
  end;
  v_expected constant float := events_list_expected(
    'select ' || events_list_dates(case when v_is_search then p_filter else events_list_walked(p_filter) end, 'begins', false, false), p_filter
  );
begin
  return coalesce(v_expected / nullif((v_found ->> 'read')::float, 0) * (v_found ->> 'shares')::float, 0);
end
$$;
