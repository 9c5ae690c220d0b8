-- The synonyms of an area as searches ask for them, {phrase: {"meant": [phrase, ...], "keys": tsquery}}: for each
-- phrase of a group, by its key, the others. `p_groups` is an array of arrays of phrases.
create function jatre.search_synonyms(p_groups jsonb) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with phrases as materialized (
    select g.n as number, p.phrase, p.place, search_fold(p.phrase) as key, t.keys
    from jsonb_array_elements(coalesce(p_groups, '[]')) with ordinality as g (phrases, n)
    cross join lateral jsonb_array_elements_text(g.phrases) with ordinality as p (phrase, place)
    cross join lateral (
      -- with the words that say nothing: "stand" is no "stand up"
      select concat_ws(' & ', string_agg('(' || w.exact || ')', ' & ' order by w.place), (
        select string_agg(aside::text, ' & ') from unnest(search_asides(p.phrase)) as aside
      )) as keys
      from search_terms(p.phrase, '') as w
    ) as t
  ),
  others as (
    select
      one.key,
      array_agg(distinct other.phrase) as meant,
      string_agg(distinct '(' || other.keys || ')', ' | ') as keys
    from phrases as one
    inner join phrases as other on one.number = other.number and one.key <> other.key
    where one.key <> '' and other.keys <> ''
    group by one.key
  )
  select coalesce(jsonb_object_agg(o.key, jsonb_build_object('meant', to_jsonb(o.meant), 'keys', o.keys)), '{}')
  from others as o
$$;
