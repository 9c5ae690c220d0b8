-- Words without their vowels, each behind a sign for its script: `~` Latin, `^` another one. English words are spelt in
-- Indian scripts as they are heard: their skeletons differ in that sign alone. `p_words` as `search_plain` makes them,
-- `p_keys` the keys of each.
create function jatre.search_skeletons(p_words text, p_keys text) returns text[]
language plpgsql immutable parallel safe strict
as $$
declare
  v_bare constant text :=
    substr(translate(regexp_replace(' ' || p_keys, ' [aeiou]+', ' 0', 'g'), '0jaeiou', 'ag'), 2);
begin
  if p_words !~ '[\u0900-\u0d7f]' then
    return string_to_array('~' || replace(v_bare, ' ', ' ~'), ' ');
  end if;
  return array(
    select case when w.word ~ '[\u0900-\u0d7f]' then '^' else '~' end || coalesce(w.bare, '')
    from unnest(string_to_array(p_words, ' '), string_to_array(v_bare, ' ')) with ordinality as w (word, bare, n)
    order by w.n
  );
end
$$;
