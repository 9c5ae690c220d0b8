-- How many events a list has: exact up to `p_exact`; beyond, what the planner expects, in two figures.
create function jatre.events_list_total(p_filter jsonb, p_exact integer, out total bigint, out exact boolean)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_dates float;
  v_events_per_date float;
begin
  total := events_list_run(
    -- the order is that of an index, which it keeps the planner walking
    'select to_jsonb(count(*)) from ((select ' || events_list_dates(p_filter, 'begins', false)
      || ' order by o.starts_at limit $9) union all select ' || events_list_dates(p_filter, 'runs for long', false) || ' limit $9) as found',
    p_filter, p_exact + 1
  );
  exact := total <= p_exact;
  if not exact then
    v_dates := events_list_expected(
      'select ' || events_list_dates(p_filter, 'begins', false, false)
        || ' union all select ' || events_list_dates(p_filter, 'runs for long', false, false),
      p_filter
    );
    select e.reltuples / nullif(o.reltuples, 0) into v_events_per_date
    from pg_class as e, pg_class as o
    where e.oid = 'discovered_events'::regclass and o.oid = 'event_occurrences'::regclass and least(e.reltuples, o.reltuples) > 0;
    total := greatest(total, v_dates * coalesce(v_events_per_date, 1));
    total := round(total, 1 - floor(log(total))::integer);
  end if;
end
$$;
