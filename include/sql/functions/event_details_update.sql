-- Keep on an event's row what is shown of its dates and images, and when it is over; a change of either moves the
-- event's version. Statement triggers fire on no rows too, and these tables have triggers that write each other: no
-- rows, no statement.
create function jatre.event_details_update(p_events uuid[]) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_stale uuid[];
begin
  -- in one order, so that two transactions do not wait for each other
  select array_agg(e.id order by e.id) into v_stale
  from discovered_events e
  where e.id = any(p_events)
    and (e.occurrences::text, e.images::text)
    is distinct from (event_occurrences_json(e.id)::text, event_images_json(e.id)::text);
  if v_stale is not null then
    update discovered_events e
    set
      occurrences = event_occurrences_json(e.id),
      images = event_images_json(e.id),
      over_at = (select max(o.over_at) from event_occurrences o where o.event_id = e.id)
    where e.id = any(v_stale);
  end if;
end
$$;
