-- An occurrence carries its event's category, area, place and visibility beside its time, so one index answers a
-- list.
create function jatre.occurrence_place_v1() returns trigger
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  select e.is_public, e.category, e.area_code, e.location
  into new.is_public, new.category, new.area_code, new.location
  from discovered_events e where e.id = new.event_id;
  new.over_at := coalesce(
    new.ends_at, new.starts_at + case when new.date_only then interval '24 hours' else interval '3 hours' end
  );
  return new;
end
$$;

create trigger occurrence_place before insert or update on jatre.event_occurrences
for each row execute function jatre.occurrence_place_v1();

create function jatre.occurrence_place_follow_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_moved uuid[];
begin
  select array_agg(n.id) into v_moved
  from new_rows n
  join old_rows p on p.id = n.id
  where (n.is_public, n.category, n.area_code, n.location)
    is distinct from (p.is_public, p.category, p.area_code, p.location);
  if v_moved is not null then
    update event_occurrences o
    set is_public = e.is_public, category = e.category, area_code = e.area_code, location = e.location
    from discovered_events e
    where e.id = any(v_moved) and o.event_id = e.id;
  end if;
  return null;
end
$$;

create trigger occurrence_place_follow after update on jatre.discovered_events
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.occurrence_place_follow_v1();
