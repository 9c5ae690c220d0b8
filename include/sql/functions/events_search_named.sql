-- The events of a tier of searches (`events_search_tiers`) that have the words of a filter, are not over when its
-- window opens and pass what else it asks of events, in no order. No more than `p_read` and one are read of those that
-- an index of words names (`search_loose`); where there are more, these are not all.
create function jatre.events_search_named(
  p_filter jsonb, p_tier integer, p_read integer, out ids uuid[], out is_whole boolean
)
language plpgsql stable
set search_path = jatre, public, pg_temp
-- of words that it does not know the planner expects that many have them, and would look at one event after another
set enable_seqscan = off
set enable_indexscan = off
set enable_indexonlyscan = off
as $$
declare
  v_asked constant text := (select on_events from events_list_conditions(p_filter - '{words,named}'::text[], true));
  v_found jsonb;
begin
  ids := '{}';
  is_whole := true;
  if numnode((p_filter ->> 'loose')::tsquery) = 0 then
    return;
  end if;
  v_found := events_list_run(
    'with read as materialized (select e.id, '
      || case when p_filter ->> 'words' = p_filter ->> 'loose' then 'true' else 'e.search @@ $36' end || ' as has_words '
      || 'from discovered_events e where e.is_public and e.search @@ $38 and e.over_at > $1 and '
      || case p_tier when 0 then 'coalesce(e.search_tier, 0) = 0' else 'e.search_tier = ' || p_tier end
      || v_asked || ' limit $9 + 1) select jsonb_build_array(count(*), jsonb_agg(id) filter (where has_words)) from read',
    p_filter, p_read
  );
  ids := array(select jsonb_array_elements_text(nullif(v_found -> 1, 'null'))::uuid);
  is_whole := (v_found ->> 0)::integer <= p_read;
end
$$;
