-- As version 1, but what a change of dates or images leaves on the event's row is what is shown of them.
--
-- Statement triggers fire on no rows too, and these two tables have triggers that write each other: no rows, no
-- statement.
create function jatre.event_children_touch_v2(p_events uuid[]) returns void
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
    is distinct from (event_occurrences_json_v1(e.id)::text, event_images_json_v1(e.id)::text);
  if v_stale is not null then
    update discovered_events e
    set occurrences = event_occurrences_json_v1(e.id), images = event_images_json_v1(e.id)
    where e.id = any(v_stale);
  end if;
end
$$;

create function jatre.event_children_added_v2() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_children_touch_v2(array(select distinct event_id from new_rows));
  return null;
end
$$;

create function jatre.event_children_removed_v2() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_children_touch_v2(array(select distinct event_id from old_rows));
  return null;
end
$$;

create function jatre.event_children_changed_v2() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_children_touch_v2(array(select event_id from old_rows union select event_id from new_rows));
  return null;
end
$$;

-- The place and visibility that an occurrence takes over from its event are not a change of the dates.
create function jatre.event_dates_changed_v2() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_children_touch_v2(array(
    select event_id from (
      (select event_id, starts_at, ends_at, date_only, cancelled from old_rows
       except select event_id, starts_at, ends_at, date_only, cancelled from new_rows)
      union
      (select event_id, starts_at, ends_at, date_only, cancelled from new_rows
       except select event_id, starts_at, ends_at, date_only, cancelled from old_rows)
    ) changed group by event_id
  ));
  return null;
end
$$;

create or replace trigger event_dates_added after insert on jatre.event_occurrences
referencing new table as new_rows
for each statement execute function jatre.event_children_added_v2();

create or replace trigger event_dates_changed after update on jatre.event_occurrences
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.event_dates_changed_v2();

create or replace trigger event_dates_removed after delete on jatre.event_occurrences
referencing old table as old_rows
for each statement execute function jatre.event_children_removed_v2();

create or replace trigger event_images_added after insert on jatre.event_images
referencing new table as new_rows
for each statement execute function jatre.event_children_added_v2();

create or replace trigger event_images_changed after update on jatre.event_images
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.event_children_changed_v2();

create or replace trigger event_images_removed after delete on jatre.event_images
referencing old table as old_rows
for each statement execute function jatre.event_children_removed_v2();
