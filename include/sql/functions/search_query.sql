-- What has a key of each of the words (`search_terms`, a text each); with `p_without` one of the words may be missing.
-- Empty where there are none.
create function jatre.search_query(p_keys text[], p_without boolean = false) returns tsquery
language sql immutable
return coalesce(case when p_without then (
  select string_agg('(' || w.keys || ')', ' | ')::tsquery
  from (
    select string_agg('(' || k.keys || ')', ' & ') as keys
    from unnest(p_keys) with ordinality as k (keys, n), generate_series(1, cardinality(p_keys)) as missing
    where k.n <> missing
    group by missing
  ) as w
) else (select string_agg('(' || k.keys || ')', ' & ')::tsquery from unnest(p_keys) as k (keys)) end, '');
