-- Each word of what somebody typed with the keys that it is found by, as the text of a tsquery each; null where there
-- are none: `exact` ones, those that it is the beginning of, those that suppose one slip (`near`) or two (`far`), and
-- those of what is called otherwise (`meant`), by the synonyms of the area, of the first one without `p_area`.
--
-- One slip from five letters, two from nine, as Meilisearch has it, where a slip is a letter too many, too few,
-- another one, or two that changed places; numbers have none. The last word may be the beginning of one. A word that
-- says nothing (`the`) is left out where there are others; so is what must not be there (`-rock`). Several words that
-- are a synonym together have its keys each. For an empty `p_area` there are neither synonyms nor slips: who makes
-- synonyms asks so, and those are spelled as they should be.
create function jatre.search_terms(p_words text, p_area text default null)
returns table (place integer, word text, exact text, longer text, near text, far text, meant text)
language plpgsql stable
set search_path = jatre, public, pg_temp
-- nothing of the plan depends on what was typed, and to plan it takes twice as long as to run it
set plan_cache_mode = force_generic_plan
as $$
declare
  v_all constant text[] := (
    string_to_array(search_plain(regexp_replace(p_words, '(^|\s)-("[^"]*"|\S+)', ' ', 'g')), ' ')
  )[: 16];
  v_kept constant integer[] := (
    select array_agg(t.n order by t.n)
    from (
      select u.n::integer as n, to_tsvector('english', u.word) = '' as says_nothing,
        bool_and(to_tsvector('english', u.word) = '') over () as nothing_said
      from unnest(v_all) with ordinality as u (word, n)
      where u.word <> ''
    ) as t
    where t.nothing_said or not t.says_nothing
  );
  v_words constant text := (
    select string_agg(v_all[k.n], ' ' order by k.place) from unnest(v_kept) with ordinality as k (n, place)
  );
  v_keys constant text := search_fold(v_words);
  v_pairs constant text[] := string_to_array(search_fold(search_pairs(v_words)), ' ');
  v_all_keys constant text[] := string_to_array(search_fold(array_to_string(v_all, ' ')), ' ');
  v_synonyms constant jsonb := (
    select a.search_synonyms from areas as a where a.code = coalesce(p_area, (select min(code) from areas))
  );
begin
  return query
  with words as materialized (
    select t.n::integer as place, t.word, t.key, t.bare, t.word ~ '[\u0900-\u0d7f]' as is_indic,
      array[v_pairs[t.n - 1], v_pairs[t.n]] as joined, t.n = max(t.n) over () as is_last
    from unnest(string_to_array(v_words, ' '), string_to_array(v_keys, ' '), search_skeletons(v_words, v_keys))
      with ordinality as t (word, key, bare, n)
  ),
  keys as (
    select w.place, w.key, 0 as slips, false as begins from words as w
    union all
    select w.place, stem, 0, false from words as w, unnest(tsvector_to_array(to_tsvector('english', w.word))) as stem
    where not w.is_indic
    union all
    select w.place, pair, 0, w.is_last from words as w, unnest(w.joined) as pair
    union all
    select w.place, w.key, 0, true from words as w where w.is_last and length(w.key) > 2
    union all
    -- with so few letters an index has too many words
    (select w.place, s.word, 0, true
    from words as w join search_words as s on s.word >= w.key collate "C" and s.word < w.key || '~' collate "C"
    where w.is_last and length(w.key) between 1 and 2
    order by length(s.word), s.word limit 20)
    union all
    -- the same word in the other script
    select w.place, translate(w.bare, '~^', '^~'), 1, false from words as w
    where length(w.bare) > case when w.is_indic then 2 else 3 end
    union all
    select w.place, f.word, f.slips, false
    from words as w, search_slips(w.key, w.is_last) as f
    where w.key ~ '^[a-z]{5,40}$' and p_area is distinct from ''
  ),
  written as (
    select distinct k.place, k.slips, k.begins,
      quote_literal(k.key) || case when k.begins and length(k.key) > 2 then ':*' else '' end as key
    from keys as k where k.key <> ''
  ),
  -- the longest synonym that a word is part of
  synonyms as (
    select distinct on (k.place) k.place::integer as place, v_synonyms -> s.phrase ->> 'keys' as keys
    from unnest(v_kept) with ordinality as k (n, place),
      generate_series(greatest(1, k.n - 3), k.n) as starts,
      generate_series(k.n, least(cardinality(v_all_keys), starts + 3)) as ends,
      lateral (select array_to_string(v_all_keys[starts : ends], ' ') as phrase) as s
    where v_synonyms ? s.phrase
    order by k.place, ends - starts desc
  )
  select w.place, w.word,
    string_agg(k.key, ' | ') filter (where k.slips = 0 and not k.begins),
    string_agg(k.key, ' | ') filter (where k.slips = 0 and k.begins),
    string_agg(k.key, ' | ') filter (where k.slips = 1),
    string_agg(k.key, ' | ') filter (where k.slips = 2),
    (select s.keys from synonyms as s where s.place = w.place)
  from words as w
  join written as k on k.place = w.place
  group by w.place, w.word
  order by w.place;
end
$$;
