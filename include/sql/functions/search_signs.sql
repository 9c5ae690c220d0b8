-- What somebody typed with signs, as engines of search have them: `-rock` must not be there, "rain tree" stands
-- together. Empty where there are none.
create function jatre.search_signs(p_words text) returns tsquery
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return websearch_to_tsquery('english', array_to_string(array(
    select regexp_matches(p_words, '(?:^|\s)(-?"[^"]*"|-[^\s"]+)', 'g')
  ), ' '));
end
$$;
