-- Those who go are counted beside the event. Differences are added, so writers of other users' rows do not undo each
-- other; an event that is being deleted takes its counters along.
create function jatre.event_rsvps_counted(p_events uuid[], p_moves integer[]) returns void
language sql
set search_path = jatre, public, pg_temp
as $$
  insert into event_counters as c (event_id, rsvp_count)
  select m.event, sum(m.move)
  from unnest(p_events, p_moves) as m (event, move)
  join discovered_events e on e.id = m.event
  group by m.event
  having sum(m.move) <> 0
  order by m.event
  on conflict (event_id) do update set rsvp_count = c.rsvp_count + excluded.rsvp_count
$$;
