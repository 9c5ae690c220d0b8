-- Those who go are counted beside the event. Differences are added, so writers of other users' rows do not undo each
-- other; an event that is being deleted takes its counters along.
create function jatre.event_rsvps_counted_v1(p_events uuid[], p_moves integer[]) returns void
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

create function jatre.event_rsvps_added_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_rsvps_counted_v1(array_agg(event_id), array_agg((status = 'going')::integer)) from new_rows;
  return null;
end
$$;

create function jatre.event_rsvps_removed_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_rsvps_counted_v1(array_agg(event_id), array_agg(-(status = 'going')::integer)) from old_rows;
  return null;
end
$$;

create function jatre.event_rsvps_changed_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_rsvps_counted_v1(array_agg(m.event_id), array_agg(m.move))
  from (
    select event_id, -(status = 'going')::integer as move from old_rows
    union all
    select event_id, (status = 'going')::integer from new_rows
  ) m;
  return null;
end
$$;

create trigger event_rsvps_added after insert on jatre.event_rsvps
referencing new table as new_rows
for each statement execute function jatre.event_rsvps_added_v1();

create trigger event_rsvps_changed after update on jatre.event_rsvps
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.event_rsvps_changed_v1();

create trigger event_rsvps_removed after delete on jatre.event_rsvps
referencing old table as old_rows
for each statement execute function jatre.event_rsvps_removed_v1();
