-- A filter with the events that have its words instead of these, where they are no more than `p_events` a tier; else
-- it keeps the words, to be compared with each date that is walked. As it is where it has none.
create function jatre.events_search_narrowed(p_filter jsonb, p_events integer) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_gathered record;
begin
  if p_filter ? 'q' then
    v_gathered := events_search_gathered(p_filter, p_events);
    if v_gathered.is_whole then
      return p_filter - '{q,words}'::text[] || jsonb_build_object('named', v_gathered.ids::text);
    end if;
  end if;
  return p_filter - 'q';
end
$$;
