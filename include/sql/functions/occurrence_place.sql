-- An occurrence carries its event's category, area, place and visibility beside its time, so one index answers a
-- list.
create function jatre.occurrence_place() returns trigger
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
