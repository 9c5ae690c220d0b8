-- An occurrence carries beside its time what lists ask for of its event, so that one index answers them.
create function jatre.occurrence_place() returns trigger
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  select
    e.is_public, e.category, e.area_code, e.location, event_area_codes(e.rooms), e.cost_type,
    new.starts_at at time zone e.timezone, e.verification_status in ('verified', 'official')
  into
    new.is_public, new.category, new.area_code, new.location, new.areas, new.cost_type, new.local_start, new.is_verified
  from discovered_events e where e.id = new.event_id;
  new.over_at := coalesce(
    new.ends_at, new.starts_at + case when new.date_only then interval '24 hours' else interval '3 hours' end
  );
  return new;
end
$$;
