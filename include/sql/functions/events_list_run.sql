-- What a statement of a list answers, with the values of its filter; $15 is `p_limit`.
create function jatre.events_list_run(p_statement text, p_filter jsonb, p_limit integer) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
set max_parallel_workers_per_gather = 0
set random_page_cost = 1.1
as $$
declare
  v record;
  v_answer jsonb;
begin
  select * into v from events_list_values(p_filter);
  execute p_statement into v_answer
  using v.starts_from, v.starts_until, v.categories, v.here, v.radius, v.rooms, v.costs, v.words, v.fuzzy, v.day_ends,
    v.after_start, v.after_timed, v.after_title, v.after_id, p_limit;
  return v_answer;
end
$$;
