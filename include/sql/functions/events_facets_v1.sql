-- How many events a filter would list with each value of some facets (`events_facet_values`): `{facet: {exact, values:
-- [{value, count}]}}`, the most frequent 20 first.
--
-- What is asked of a facet itself does not count for its own values: they state what another choice would bring.
-- Facets of which nothing is asked share one reading. Counts are exact where the window has less than `p_events` and
-- four times as many dates; beyond, they are those of a sample (`events_list_sample`) times what it is a part of,
-- rounded, and `exact` is false. Of words the nearest events are counted, and grow by how many there are
-- (`events_list_total`).
create function jatre.events_facets_v1(p_filter jsonb, p_facets text[], p_events integer = 1000) returns jsonb
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_filter constant jsonb := events_list_filter(p_filter);
  v_reading record;
  v_facets jsonb := '{}';
begin
  for v_reading in
    select v_filter - facet as filter, array_agg(facet) as facets
    from unnest(p_facets) as facet
    where (events_facet_values(facet)).value is not null
    group by v_filter - facet
  loop
    v_facets := v_facets || events_facets_count(v_reading.filter, v_reading.facets, p_events);
  end loop;
  return v_facets;
end
$$;
