-- Each word of what somebody typed with the keys that it is found by, as the text of a tsquery each; null where there
-- are none: `exact` ones, those that it is the beginning of, and those that suppose one slip (`near`) or two (`far`).
--
-- One slip from five letters, two from nine, as Meilisearch has it, where a slip is a letter too many, too few,
-- another one, or two that changed places; numbers have none. The last word may be the beginning of one. A word that
-- says nothing (`the`) is left out where there are others; so is what must not be there (`-rock`).
create function jatre.search_terms(p_words text)
returns table (place integer, exact text, longer text, near text, far text)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_words constant text := (
    select string_agg(t.word, ' ' order by t.n)
    from (
      select u.word, u.n, to_tsvector('english', u.word) = '' as says_nothing,
        bool_and(to_tsvector('english', u.word) = '') over () as nothing_said
      from string_to_table(search_plain(regexp_replace(p_words, '(^|\s)-("[^"]*"|\S+)', ' ', 'g')), ' ') with ordinality as u (word, n)
      where u.word <> ''
      order by u.n
      limit 16
    ) as t
    where t.nothing_said or not t.says_nothing
  );
  v_keys constant text := search_fold(v_words);
  v_pairs constant text[] := string_to_array(search_fold(search_pairs(v_words)), ' ');
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
    where w.key ~ '^[a-z]{5,40}$'
  ),
  written as (
    select distinct k.place, k.slips, k.begins,
      quote_literal(k.key) || case when k.begins and length(k.key) > 2 then ':*' else '' end as key
    from keys as k where k.key <> ''
  )
  select k.place,
    string_agg(k.key, ' | ') filter (where k.slips = 0 and not k.begins),
    string_agg(k.key, ' | ') filter (where k.slips = 0 and k.begins),
    string_agg(k.key, ' | ') filter (where k.slips = 1),
    string_agg(k.key, ' | ') filter (where k.slips = 2)
  from written as k
  group by k.place
  order by k.place;
end
$$;
