-- What has all words that somebody typed, in any of their spellings, as their signs ask.
create function jatre.search_all(p_words text) returns tsquery
language sql stable strict
set search_path = jatre, public, pg_temp
return jatre.search_query(array(
  select concat_ws(' | ', exact, longer, near, far) from jatre.search_terms(p_words)
)) && jatre.search_signs(p_words);
