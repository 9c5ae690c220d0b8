-- The words of events that may be meant by a key with slips, 20 at most, those with the fewest first; with `p_begins`
-- also those that begin so. Compared are those of its first letter and of about its length; of others, those that are
-- alike behind the first.
create function jatre.search_slips(p_key text, p_begins boolean) returns table (word text, slips integer)
language plpgsql stable
set search_path = jatre, public, pg_temp
-- planned once for a connection, as `search_terms` is: by what few words there are then, each may seem as good as read
set enable_seqscan = off
as $$
begin
  return query
  with budget as (
    select case when length(p_key) >= 9 then 2 else 1 end as slips
  ),
  alike as (
    select s.word, levenshtein_less_equal(s.word, p_key, b.slips) as slips
    from budget as b, search_words as s
    where "left"(s.word, 1) = "left"(p_key, 1)
      and length(s.word) between length(p_key) - b.slips and length(p_key) + b.slips
    union all
    select s.word, least(
      levenshtein_less_equal("left"(s.word, length(p_key)), p_key, b.slips),
      levenshtein_less_equal("left"(s.word, length(p_key) + 1), p_key, b.slips),
      levenshtein_less_equal("left"(s.word, length(p_key) - 1), p_key, b.slips)
    )
    from budget as b, search_words as s
    where p_begins and "left"(s.word, 3) = "left"(p_key, 3) and length(s.word) > length(p_key) + b.slips
    union all
    select s.word, 1 from search_words as s
    where s.word in (
      select overlay(p_key placing reverse(substr(p_key, n, 2)) from n for 2) from generate_series(1, length(p_key) - 1) as n
    )
    union all
    select s.word, 1 from search_words as s
    where substr(s.word, 2) in (substr(p_key, 2), p_key)
    union all
    select s.word, 1 from search_words as s
    where s.word = substr(p_key, 2)
  )
  select a.word, min(a.slips)
  from alike as a, budget as b
  where a.slips between 1 and b.slips
  group by a.word
  order by 2, length(a.word), a.word
  limit 20;
end
$$;
