-- Written by `make schema` from include/filters/fields.py; never edited.
-- How many events of some slices (`sample_slice`) and of the categories that are asked run for long in a window and
-- have no date that begins in it.
create function jatre.events_list_long_alone(p_values record, p_slices integer[]) returns bigint
language plpgsql stable
set search_path = jatre, public, pg_temp
set plan_cache_mode = force_generic_plan
set max_parallel_workers_per_gather = 0
set random_page_cost = 1.1
set jit = off
as $$
declare
  v_events bigint;
begin
  select count(distinct o.event_id) into v_events
  from (select * from event_occurrences o where o.is_public and o.over_at - o.starts_at > interval '24 hours' and tstzrange(o.starts_at, o.over_at) @> p_values.starts_from and lower(tstzrange(o.starts_at, o.over_at)) < least(p_values.starts_from - interval '24 hours', p_values.starts_until) offset 0) as o
  where (p_values.of_category is null or o.category = any(p_values.of_category))
    and sample_slice(o.event_id) = any(p_slices)
    and not exists (
      select from event_occurrences p
      where p.event_id = o.event_id and p.is_public and p.over_at > p_values.starts_from
        and p.starts_at < p_values.starts_until and p.starts_at >= p_values.starts_from - interval '24 hours'
    );
  return v_events;
end
$$;
