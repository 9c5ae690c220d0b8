-- About which share of the dates between two moments are in a window, as the planner expects.
create function jatre.events_search_share(
  p_begins timestamptz, p_ends timestamptz, p_from timestamptz, p_until timestamptz
) returns float
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select least(1, coalesce(events_list_expected(s.dates, s.both) / nullif(events_list_expected(s.dates, s.all_of_it), 0), 1))
  from (
    select
      'select from event_occurrences as o where o.is_public and o.starts_at >= $1 and o.starts_at < $2' as dates,
      jsonb_build_object('from', greatest(p_begins, p_from), 'until', least(p_ends, p_until)) as both,
      jsonb_build_object('from', p_begins, 'until', p_ends) as all_of_it
  ) as s
$$;
