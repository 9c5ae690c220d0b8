-- By what the search of a filter is found in events: the whole as a query, null without one, and the keys of which
-- each event that it finds has at least one. They are those of its longest word, which fewest events have; none where
-- it has no word but what must not be there.
create function jatre.alert_words(p_filter jsonb, out words tsquery, out keys text[])
language sql stable
set search_path = jatre, public, pg_temp
as $$
  with terms as materialized (
    select t.place, t.word, concat_ws(' | ', t.exact, t.near, t.far, t.meant) as found_by
    from search_terms(nullif(trim(p_filter ->> 'q'), ''), search_area(p_filter)) as t
  )
  select
    case when trim(p_filter ->> 'q') <> ''
      then search_query(array(select found_by from terms order by place)) && search_signs(p_filter ->> 'q') end,
    array(
      select distinct replace(key[1], '''''', '''')
      from (select found_by from terms order by length(word) desc, place limit 1) as longest,
        regexp_matches(longest.found_by, '''((?:[^'']|'''')+)''', 'g') as key
    )
$$;
