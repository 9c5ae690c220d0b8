-- Keep the words of a title and a venue's name that no event had before: what a slip is compared with. Two transactions
-- that bring a word at once both keep it, since neither waits for the other; `search_renew` leaves one.
create function jatre.search_words_add(p_title text, p_venue text) returns void
language sql volatile security definer
set search_path = jatre, public, pg_temp
as $$
  insert into search_words (word)
  select distinct w.word
  from string_to_table(search_fold(p_title) || ' ' || coalesce(search_fold(p_venue), ''), ' ') as w (word)
  where w.word ~ '^[a-z]{3,40}$' and not exists (select from search_words s where s.word = w.word)
$$;
