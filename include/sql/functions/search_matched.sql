-- Why an event with these keys matches a search, a row for each reason with the words that it is the reason of: they
-- stand in its `title`, `venue` or `description`, in another `spelling` (a slip, another script, two words as one), or
-- it is called otherwise (`synonym`). The terms are those of `search_terms`; a word has the first reason that there is.
create function jatre.search_matched(
  p_keys tsvector, p_words text[], p_exact text[], p_longer text[], p_near text[], p_far text[], p_meant text[]
) returns table (how text, words text[])
language plpgsql immutable parallel safe
set search_path = jatre, public, pg_temp
as $$
begin
  return query
  select w.how, array_agg(w.word order by w.n)
  from (
    select t.word, t.n, case
      when k.title @@ t.plain then 'title'
      when k.venue @@ t.plain then 'venue'
      when k.description @@ t.plain then 'description'
      when p_keys @@ t.plain or p_keys @@ t.near or p_keys @@ t.far then 'spelling'
      when p_keys @@ t.meant then 'synonym'
    end as how
    from (
      select u.word, u.n, concat_ws(' | ', u.exact, u.longer)::tsquery as plain, u.near::tsquery as near,
        u.far::tsquery as far, u.meant::tsquery as meant
      from unnest(p_words, p_exact, p_longer, p_near, p_far, p_meant)
        with ordinality as u (word, exact, longer, near, far, meant, n)
    ) as t
    -- those without a place, of which none is left by a filter, are joined words and skeletons
    cross join (
      select ts_filter(p_keys, '{a}') as title, ts_filter(p_keys, '{b}') as venue, ts_filter(p_keys, '{c}') as description
    ) as k
  ) as w
  where w.how is not null
  group by w.how;
end
$$;
