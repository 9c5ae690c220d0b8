-- The same as `events_search_dates` for a window of few dates, of which each is compared with the words: counted, and
-- up to `p_limit` of the next ones. Null where the window has `p_dates` dates or more, or no end.
create function jatre.events_search_window(
  p_filter jsonb, p_limit integer, p_dates integer = 4000, out dates jsonb, out total bigint
)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_met jsonb;
begin
  if p_filter ->> 'until' = 'infinity' or events_list_walk(
    'select to_jsonb(count(*)) ' || events_list_dates(events_list_walked(p_filter), 'begins', false, false, p_dates), p_filter, 0
  )::integer >= p_dates then
    return;
  end if;
  v_met := events_list_walk(
    'select jsonb_build_array(count(*), coalesce(jsonb_agg(jsonb_build_array(event_id, starts_at) order by starts_at, '
      || 'event_id) filter (where place <= $9), ''[]'')) from (select found.*, row_number() over (order by starts_at, '
      || 'event_id) as place from (select o.event_id, o.starts_at '
      || events_list_dates(p_filter, 'begins', true, true, p_dates) || ' union all select o.event_id, o.starts_at '
      || events_list_dates(p_filter, 'runs for long', true) || ') as found) as placed',
    p_filter, p_limit
  );
  total := v_met -> 0;
  dates := v_met -> 1;
end
$$;
