-- What an index of words can tell of a search by itself: that the terms are there and the words that stand in quotes,
-- not whether these stand together. Of a search for what must not be there alone, nothing: it is asked as it is.
create function jatre.search_loose(p_terms tsquery, p_words text) returns tsquery
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select case when numnode(found.query) > 0 then found.query else search_signs(p_words) end
    from (
      select p_terms && plainto_tsquery('english', array_to_string(array(
        select (regexp_matches(p_words, '(?:^|\s)"([^"]*)"', 'g'))[1]
      ), ' ')) as query
    ) as found
  );
end
$$;
