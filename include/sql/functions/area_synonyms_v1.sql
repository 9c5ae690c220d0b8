-- What else the words of a search are called in an area, [{"words": as they were typed, "meant": [phrase, ...]}, ...]
-- in their order, the longest first of those that begin with one word.
create function jatre.area_synonyms_v1(p_code text, p_words text) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with typed as (
    select (string_to_array(search_plain(p_words), ' '))[: 16] as words
  ),
  folded as (
    select t.words, string_to_array(search_fold(array_to_string(t.words, ' ')), ' ') as keys from typed as t
  )
  select coalesce(jsonb_agg(jsonb_build_object('words', found.words, 'meant', found.meant) order by found.place), '[]')
  from (
    select distinct on (starts) starts as place, array_to_string(f.words[starts : ends], ' ') as words,
      a.search_synonyms -> array_to_string(f.keys[starts : ends], ' ') -> 'meant' as meant
    from folded as f
    inner join areas as a on a.code = p_code
    cross join generate_series(1, cardinality(f.keys)) as starts
    cross join generate_series(starts, least(cardinality(f.keys), starts + 3)) as ends
    where a.search_synonyms ? array_to_string(f.keys[starts : ends], ' ')
    order by starts, ends desc
  ) as found
$$;
