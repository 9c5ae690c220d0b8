-- As version 3, with the area that an address names: an event whose point nobody knows belongs to it.
create function jatre.event_added_state_v2() returns trigger
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_areas constant text[] := event_areas_v2(new.location, new.named_area, new.source_id);
begin
  new.rooms := event_rooms_v2(new.category, v_areas);
  new.area_code := v_areas[1];
  new.is_public := event_is_public_v1(
    new.moderation_status, new.is_active, new.published_at, new.merged_into, new.location, new.area_code
  );
  new.search := event_search_v1(new.title, new.venue_name, new.description);
  new.version := 1;
  new.change_kind := case when new.is_public then 'event:new' end;
  new.change_rooms := null;
  new.change_moved := false;
  new.change_moderated := false;
  return new;
end
$$;

create function jatre.event_changed_state_v2() returns trigger
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_areas text[];
  v_seen boolean;
begin
  if new.id <> old.id then
    raise exception 'the id of an event never changes: insert a new event and set merged_into on the old one';
  end if;

  if (new.location, new.category) is distinct from (old.location, old.category)
    or (new.location is null and (
      old.area_code is null
      or (new.source_id, new.named_area) is distinct from (old.source_id, old.named_area)
    )) then
    v_areas := event_areas_v2(new.location, new.named_area, new.source_id);
    new.rooms := event_rooms_v2(new.category, v_areas);
    new.area_code := v_areas[1];
  else
    new.rooms := old.rooms;
    new.area_code := old.area_code;
  end if;
  new.is_public := event_is_public_v1(
    new.moderation_status, new.is_active, new.published_at, new.merged_into, new.location, new.area_code
  );

  if (new.title, new.venue_name, new.description) is distinct from (old.title, old.venue_name, old.description) then
    new.search := event_search_v1(new.title, new.venue_name, new.description);
    v_seen := true;
  else
    new.search := old.search;
    -- what is shown of dates and images comes last: it is seldom what changes
    v_seen := (
      new.category, new.subcategory, new.tags, new.start_time, new.end_time, new.timezone, new.date_only,
      new.is_recurring, new.recurrence_rule, new.status, new.venue_address, new.place_id, new.location, new.plus_code,
      new.organizer_name, new.organizer_type, new.source_id, new.external_url, new.ticket_url, new.links,
      new.cost_type, new.price_range, new.capacity, new.registration_required, new.published_at,
      new.quality_score, new.verification_status,
      new.is_public, new.merged_into, new.area_code, new.occurrences::text, new.images::text
    ) is distinct from (
      old.category, old.subcategory, old.tags, old.start_time, old.end_time, old.timezone, old.date_only,
      old.is_recurring, old.recurrence_rule, old.status, old.venue_address, old.place_id, old.location, old.plus_code,
      old.organizer_name, old.organizer_type, old.source_id, old.external_url, old.ticket_url, old.links,
      old.cost_type, old.price_range, old.capacity, old.registration_required, old.published_at,
      old.quality_score, old.verification_status,
      old.is_public, old.merged_into, old.area_code, old.occurrences::text, old.images::text
    );
  end if;

  if v_seen then
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
    new.change_kind := case
      when not new.is_public then case when old.is_public then 'event:removed' end
      when not old.is_public then 'event:new'
      when new.status = 'cancelled' and old.status <> 'cancelled' then 'event:cancelled'
      else 'event:updated'
    end;
    -- who saw it in a room that it has left must hear of it there
    new.change_rooms := case
      when new.rooms = old.rooms or not old.is_public then null
      when not new.is_public then old.rooms
      else array(select unnest(new.rooms) union select unnest(old.rooms))
    end;
  else
    new.version := old.version;
    new.change_kind := null;
    new.change_rooms := null;
  end if;
  new.change_moved := v_seen and (new.is_public, new.category, new.area_code, new.location)
    is distinct from (old.is_public, old.category, old.area_code, old.location);
  new.change_moderated := new.moderation_status <> old.moderation_status
    or new.moderation_reasons <> old.moderation_reasons;
  return new;
end
$$;

create or replace trigger event_added_state before insert on jatre.discovered_events
for each row execute function jatre.event_added_state_v2();

create or replace trigger event_changed_state before update on jatre.discovered_events
for each row execute function jatre.event_changed_state_v2();
