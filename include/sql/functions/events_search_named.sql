-- The events of a tier of searches (`events_search_tiers`) that have the words of a filter, are not over when its
-- window opens and pass what else it asks of events, in no order. No more than `p_read` and one are read of those that
-- an index of words names (`search_loose`); where there are more, these are not all. Where what else is asked is
-- found by no index for less than `p_cost`, eight times as many are tried at most: of a word that very many have, all
-- would be read for a price that nobody asks.
create function jatre.events_search_named(
  p_filter jsonb, p_tier integer, p_read integer, p_cost float = 50000, out ids uuid[], out is_whole boolean
)
language plpgsql stable
set search_path = jatre, public, pg_temp
-- of words that it does not know the planner expects that many have them, and would look at one event after another
set enable_seqscan = off
set enable_indexscan = off
set enable_indexonlyscan = off
as $$
declare
  c_tries constant integer := 8;
  v_asked constant text := (select on_events from events_list_conditions(p_filter - '{words,named}'::text[], true));
  v_source text := 'discovered_events e where e.is_public and e.search @@ $12 and e.over_at > $1 and '
    || case p_tier when 0 then 'coalesce(e.search_tier, 0) = 0' else 'e.search_tier = ' || p_tier end;
  v_passes text := 'true';
  v_tried integer;
  v_found jsonb;
begin
  ids := '{}';
  is_whole := true;
  if numnode((p_filter ->> 'loose')::tsquery) = 0 then
    return;
  end if;
  if v_asked <> '' and events_list_expected(
    'select from discovered_events e where e.is_public and e.over_at > $1' || v_asked, p_filter, 'Total Cost'
  ) > p_cost then
    v_tried := c_tries * p_read;
    v_passes := '(true' || v_asked || ')';
    v_source := format('(select * from %s limit %s) as e where true', v_source, v_tried + 1);
  end if;
  v_found := events_list_run(
    'with tried as materialized (select e.id, ' || v_passes || ' as passes, ' || v_passes
      || case when p_filter ->> 'words' = p_filter ->> 'loose' then '' else ' and e.search @@ $10' end
      || ' as has_words from ' || v_source || case when v_tried is null then v_asked || ' limit $9 + 1' else '' end
      || ') select jsonb_build_array(count(*) filter (where passes), count(*), '
      -- of very many, an array's own text is read in a part of the time
      || '(array_agg(id) filter (where has_words))::text) from tried',
    p_filter, p_read
  );
  ids := (coalesce((v_found ->> 2)::uuid[], '{}'))[: p_read + 1];
  is_whole := (v_found ->> 0)::integer <= p_read and (v_tried is null or (v_found ->> 1)::integer <= v_tried);
end
$$;
