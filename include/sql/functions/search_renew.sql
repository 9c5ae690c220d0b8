-- Make the words that searches know from the events there are; nothing where there are some already, unless `p_again`.
-- Events from before keys were made get theirs first.
--
-- With `p_again`, who writes events meanwhile waits for this, and this for who has begun to: a word that is there is
-- not brought again (`search_words_add`), and an event that is not committed yet would not bring it here. Each word is
-- folded once, among some that begin alike: those of all titles as one text would take their square.
create function jatre.search_renew(p_again boolean) returns bigint
language plpgsql volatile security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_words bigint;
begin
  if exists (select from search_words) and not p_again then
    return 0;
  end if;
  if p_again then
    lock table search_words in share row exclusive mode;
  else
    update discovered_events set search = null;
  end if;
  delete from search_words;
  insert into search_words (word)
  select distinct k.word
  from (
    select search_fold(string_agg(distinct w.word, ' ')) as keys
    from discovered_events as e,
      string_to_table(
        search_plain(concat_ws(' ', coalesce(e.provenance #>> '{title,published}', e.title), e.venue_name)), ' '
      ) as w (word)
    group by "left"(w.word, 2)
  ) as f, string_to_table(f.keys, ' ') as k (word)
  where k.word ~ '^[a-z]{3,40}$';
  get diagnostics v_words = row_count;
  return v_words;
end
$$;
