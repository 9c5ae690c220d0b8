-- Count a 'view' or a 'share' of a public event, once per visitor and day: 'counted', 'again' or 'unknown'. What is
-- counted stands beside the event: it changes neither its version nor the feed.
create function jatre.event_count_v1(p_event uuid, p_what text, p_day date, p_visitor bytea) returns text
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  if not exists (select from discovered_events e where e.id = p_event and e.is_public) then
    return 'unknown';
  end if;
  insert into event_visits (day, event_id, what, visitor) values (p_day, p_event, p_what, p_visitor)
  on conflict do nothing;
  if not found then
    return 'again';
  end if;
  insert into event_counters as c (event_id, view_count, share_count)
  values (p_event, (p_what = 'view')::integer, (p_what = 'share')::integer)
  on conflict (event_id) do update
  set view_count = c.view_count + excluded.view_count, share_count = c.share_count + excluded.share_count;
  return 'counted';
end
$$;
