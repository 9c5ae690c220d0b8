-- For each two words that stand together in what somebody typed, the text of a tsquery that they do so in a title,
-- in any of their spellings: the terms are those of `search_terms`.
create function jatre.search_follow(p_exact text[], p_longer text[], p_near text[], p_far text[]) returns tsquery[]
language plpgsql immutable parallel safe
set search_path = jatre, public, pg_temp
as $$
declare
  v_words constant text[] := array(
    select regexp_replace(concat_ws(' | ', u.exact, u.longer, u.near, u.far), '''(?::(\*))?(?=( |$))', ''':\1A', 'g')
    from unnest(p_exact, p_longer, p_near, p_far) with ordinality as u (exact, longer, near, far, n)
    order by u.n
  );
begin
  return array(
    select format('(%s) <-> (%s)', v_words[n], v_words[n + 1])::tsquery
    from generate_series(1, cardinality(v_words) - 1) as n
    where v_words[n] <> '' and v_words[n + 1] <> ''
  );
end
$$;
