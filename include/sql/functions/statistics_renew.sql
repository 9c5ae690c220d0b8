-- Gather the planner's statistics and the words of searches anew: they quote values of columns, and would go on quoting
-- what was erased. The words come last, since who writes events waits for them until the end of the transaction.
create function jatre.statistics_renew() returns void
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_table regclass;
begin
  for v_table in
    select c.oid from pg_class as c
    where c.relnamespace = 'jatre'::regnamespace and c.relkind in ('r', 'm', 'p') and not c.relispartition
    order by c.oid = 'search_words'::regclass, c.oid
  loop
    if v_table = 'search_words'::regclass then
      perform search_renew(true);
    end if;
    execute format('analyze %s', v_table);
  end loop;
end
$$;
