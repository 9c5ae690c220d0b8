-- How many rows the planner expects of a statement of a list. Volatile because EXPLAIN is refused elsewhere; what reads
-- is stable, so that all of one list is read in one snapshot.
create function jatre.events_list_expected(p_statement text, p_filter jsonb) returns float
language plpgsql volatile
set search_path = jatre, public, pg_temp
set max_parallel_workers_per_gather = 0
set random_page_cost = 1.1
as $$
declare
  v record;
  v_plan json;
begin
  select * into v from events_list_values(p_filter);
  execute 'explain (format json) ' || p_statement into v_plan
  using v.starts_from, v.starts_until, v.categories, v.here, v.radius, v.rooms, v.costs, v.words, v.fuzzy, v.day_ends;
  return v_plan #>> '{0,Plan,Plan Rows}';
end
$$;
