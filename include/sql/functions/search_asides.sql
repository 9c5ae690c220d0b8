-- The words that say nothing of what somebody typed (`the`, `with`), the text of a tsquery of titles each: nothing is
-- found by them, but of two titles that have all other words, one may have these too. The last may be a beginning.
create function jatre.search_asides(p_words text) returns tsquery[]
language plpgsql immutable parallel safe strict
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select coalesce(array_agg((quote_literal(u.key) || case when u.n = u.last then ':*A' else ':A' end)::tsquery), '{}')
    from (
      select t.word, search_fold(t.word) as key, t.n, max(t.n) over () as last
      from string_to_table(
        search_plain(regexp_replace(p_words, '(^|\s)-("[^"]*"|\S+)', ' ', 'g')), ' '
      ) with ordinality as t (word, n)
      order by t.n
      limit 16
    ) as u
    where u.key <> '' and to_tsvector('english', u.word) = ''
  );
end
$$;
