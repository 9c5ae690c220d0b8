-- Each two words that stand together as one word: `stand up comedy` gives `standup upcomedy`. `p_words` as
-- `search_plain` makes them; empty where there is one.
create function jatre.search_pairs(p_words text) returns text
language plpgsql immutable parallel safe strict
as $$
declare
  v_words constant text[] := string_to_array(p_words, ' ');
  v_pairs text := '';
begin
  for n in 2 .. cardinality(v_words) loop
    v_pairs := v_pairs || ' ' || v_words[n - 1] || v_words[n];
  end loop;
  return substr(v_pairs, 2);
end
$$;
