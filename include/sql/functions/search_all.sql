-- What has all words that somebody typed, in any of their spellings or by a synonym of the area (of the first one
-- without it), as their signs ask.
create function jatre.search_all(p_words text, p_area text default null) returns tsquery
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select case when p_words is not null then search_query(array(
    select concat_ws(' | ', t.exact, t.longer, t.near, t.far, t.meant) from search_terms(p_words, p_area) as t
  )) && search_signs(p_words) end
$$;
