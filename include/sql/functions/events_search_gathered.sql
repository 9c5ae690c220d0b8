-- The events that have the words of a filter, tier by tier (`events_search_tiers`), until there are `p_events`; and
-- whether these are all.
create function jatre.events_search_gathered(p_filter jsonb, p_events integer, out ids uuid[], out is_whole boolean)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_tier record;
  v_named record;
begin
  ids := '{}';
  is_whole := true;
  for v_tier in select * from events_search_tiers(p_filter) loop
    if not is_whole or cardinality(ids) >= p_events then
      is_whole := false;
      return;
    end if;
    v_named := events_search_named(p_filter, v_tier.tier, p_events);
    ids := ids || v_named.ids;
    is_whole := v_named.is_whole;
  end loop;
end
$$;
