-- Make the words that searches know from the events there are; nothing where there are some already, unless `p_again`.
-- Events from before keys were made get theirs first.
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
  if not p_again then
    update discovered_events set search = null;
  end if;
  delete from search_words;
  insert into search_words (word)
  select word from ts_stat('select search from jatre.discovered_events', 'ab') where word ~ '^[a-z]{3,40}$';
  get diagnostics v_words = row_count;
  return v_words;
end
$$;
