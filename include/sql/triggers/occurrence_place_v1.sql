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

-- After the events have moved; see event_changes_v1.sql.
create function jatre.occurrence_follow_v1(p_events uuid[]) returns void
language sql
set search_path = jatre, public, pg_temp
as $$
  update event_occurrences o
  set is_public = e.is_public, category = e.category, area_code = e.area_code, location = e.location
  from discovered_events e
  where e.id = any(p_events) and o.event_id = e.id
$$;
