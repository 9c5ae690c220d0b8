-- An occurrence carries its event's category, area, place and visibility beside its time, so one index answers a list.
create function jatre.occurrence_place_v1() returns trigger
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  select e.is_public, e.category, e.area_code, e.location
  into new.is_public, new.category, new.area_code, new.location
  from discovered_events e where e.id = new.event_id;
  return new;
end
$$;

create trigger occurrence_place before insert on jatre.event_occurrences
for each row execute function jatre.occurrence_place_v1();

create function jatre.occurrence_place_follow_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  update event_occurrences o
  set is_public = n.is_public, category = n.category, area_code = n.area_code, location = n.location
  from new_rows n
  join old_rows p on p.id = n.id
  where o.event_id = n.id
    and (n.is_public, n.category, n.area_code, n.location)
      is distinct from (p.is_public, p.category, p.area_code, p.location);
  return null;
end
$$;

create trigger occurrence_place_follow after update on jatre.discovered_events
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.occurrence_place_follow_v1();
