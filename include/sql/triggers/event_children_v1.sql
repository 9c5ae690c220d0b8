-- A change of an event's dates or images is a change of the event: it moves the event's hash, and with it its
-- version, in the same transaction.
create function jatre.event_children_hash_v1(p_event uuid) returns text
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select md5(
    coalesce((
      select string_agg(
        row(extract(epoch from o.starts_at), extract(epoch from o.ends_at), o.date_only, o.cancelled)::text,
        ',' order by o.starts_at
      ) from event_occurrences o where o.event_id = p_event
    ), '') || '|' || coalesce((
      select string_agg(row(i.url, i.thumbnail_url, i.alt_text, i.is_primary)::text, ',' order by i.url)
      from event_images i where i.event_id = p_event
    ), '')
  )
$$;

-- Statement triggers fire on no rows too, and these two tables have triggers that write each other: no rows, no
-- statement.
create function jatre.event_children_touch_v1(p_events uuid[]) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_stale uuid[];
begin
  -- in one order, so that two transactions do not wait for each other
  select array_agg(e.id order by e.id) into v_stale
  from discovered_events e
  where e.id = any(p_events) and e.children_hash <> event_children_hash_v1(e.id);
  if v_stale is not null then
    update discovered_events e set children_hash = event_children_hash_v1(e.id) where e.id = any(v_stale);
  end if;
end
$$;

create function jatre.event_children_added_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_children_touch_v1(array(select distinct event_id from new_rows));
  return null;
end
$$;

create function jatre.event_children_removed_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_children_touch_v1(array(select distinct event_id from old_rows));
  return null;
end
$$;

create function jatre.event_children_changed_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_children_touch_v1(array(select event_id from old_rows union select event_id from new_rows));
  return null;
end
$$;

-- The place and visibility that an occurrence takes over from its event are not a change of the dates.
create function jatre.event_dates_changed_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform event_children_touch_v1(array(
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

create trigger event_dates_added after insert on jatre.event_occurrences
referencing new table as new_rows
for each statement execute function jatre.event_children_added_v1();

create trigger event_dates_changed after update on jatre.event_occurrences
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.event_dates_changed_v1();

create trigger event_dates_removed after delete on jatre.event_occurrences
referencing old table as old_rows
for each statement execute function jatre.event_children_removed_v1();

create trigger event_images_added after insert on jatre.event_images
referencing new table as new_rows
for each statement execute function jatre.event_children_added_v1();

create trigger event_images_changed after update on jatre.event_images
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.event_children_changed_v1();

create trigger event_images_removed after delete on jatre.event_images
referencing old table as old_rows
for each statement execute function jatre.event_children_removed_v1();
