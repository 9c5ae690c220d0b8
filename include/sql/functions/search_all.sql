-- What has all words that somebody typed, in any of their spellings or by a synonym of the area (of the first one
-- without it), as their signs ask; and what surely has to be there of it (`search_loose`).
create function jatre.search_all(p_words text, p_area text default null, out words tsquery, out loose tsquery)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_terms tsquery;
begin
  if p_words is not null then
    v_terms := search_query(array(
      select concat_ws(' | ', t.exact, t.longer, t.near, t.far, t.meant) from search_terms(p_words, p_area) as t
    ));
    words := v_terms && search_signs(p_words);
    loose := search_loose(v_terms, p_words);
  end if;
end
$$;
