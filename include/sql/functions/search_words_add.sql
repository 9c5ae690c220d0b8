-- Keep the words of a title and a venue's name that no event had before: what a slip is compared with. Two transactions
-- that bring a word at once both keep it, since neither waits for the other; `search_renew` leaves one. It waits for
-- whoever has called this, by the lock that an insert takes even where it inserts nothing.
--
-- In plpgsql, which plans its statement once a session: this runs for every event.
create function jatre.search_words_add(p_title text, p_venue text) returns void
language plpgsql volatile security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_words constant text[] := string_to_array(concat_ws(' ', search_fold(p_title), search_fold(p_venue)), ' ');
begin
  insert into search_words (word)
  select distinct w.word
  from unnest(v_words) as w (word)
  where w.word ~ '^[a-z]{3,40}$' and not exists (select from search_words s where s.word = w.word);
end
$$;
