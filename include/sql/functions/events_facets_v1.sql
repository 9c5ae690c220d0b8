-- How many events a filter would list with each value of some facets (`events_facet_values`): `{facet: {exact, values:
-- [{value, count}]}}`, the most frequent 20 first.
--
-- What is asked of a facet itself does not count for its own values: they state what another choice would bring. One
-- reading serves all facets; but where a category is asked, its own facet has a sample of its own, and of words each
-- facet of which something is asked finds other events. Counts are exact where the window has less than `p_events` and
-- four times as many dates; beyond, they are those of a sample (`events_list_sample`) times what it is a part of,
-- rounded, and `exact` is false. Of words the nearest events are counted, and grow by how many there are
-- (`events_list_total`).
create function jatre.events_facets_v1(p_filter jsonb, p_facets text[], p_events integer = 1000) returns jsonb
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_filter constant jsonb := events_list_filter(p_filter);
  v_has_words constant boolean := v_filter ? 'q';
  v_slice integer := 12;
  v_of_categories integer := 12;
  v_reading record;
  v_facets jsonb := '{}';
begin
  if not v_has_words then
    select s.slice, case when v_filter ? 'category' then s.slice_of_all else s.slice end into v_slice, v_of_categories
    from events_list_sample(v_filter, p_events, false) as s;
  end if;
  for v_reading in
    select each.filter, each.slice, array_agg(each.facet) as facets
    from (
      select
        facet,
        case when v_has_words then v_filter - facet else v_filter end as filter,
        case facet when 'category' then v_of_categories else v_slice end as slice
      from unnest(p_facets) as facet
      where (events_facet_values(facet)).value is not null
    ) as each
    group by each.filter, each.slice
  loop
    v_facets := v_facets || events_facets_count(v_reading.filter, v_reading.facets, v_reading.slice, p_events);
  end loop;
  return v_facets;
end
$$;
