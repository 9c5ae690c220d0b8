-- As version 1, but that an event whose place nobody knows yet belongs to the area of its source where that is the
-- venue's or organizer's own: else it would be public and on no area's page. Of what a whole city's calendar leaves
-- unplaced, most is elsewhere. The version moves with the area too, since the event's JSON names it.
create function jatre.event_state_v2() returns trigger
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_new constant boolean := tg_op = 'INSERT';
  v_seen boolean;
begin
  if not v_new and new.id <> old.id then
    raise exception 'the id of an event never changes: insert a new event and set merged_into on the old one';
  end if;

  if v_new or new.location is distinct from old.location
    or (new.location is null and (old.area_code is null or new.source_id is distinct from old.source_id)) then
    new.rooms := event_rooms_v1(new.category, case
      when new.location is not null then area_codes_v1(new.location)
      else array(
        select a.code from event_sources s join areas a on a.code = s.area_code
        where s.id = new.source_id and s.official
      )
    end);
    new.area_code := substr((array(select r from unnest(new.rooms) r where r like 'events:area:%'))[1], 13);
  else
    new.area_code := old.area_code;
    new.rooms := old.rooms;
    if new.category is distinct from old.category then
      new.rooms := event_rooms_v1(
        new.category, array(select substr(r, 13) from unnest(old.rooms) r where r like 'events:area:%')
      );
    end if;
  end if;

  new.is_public := new.moderation_status = 'approved' and new.is_active and new.published_at is not null
    and new.merged_into is null and (new.location is null or new.area_code is not null);

  if v_new or (new.title, new.venue_name, new.description)
    is distinct from (old.title, old.venue_name, old.description) then
    new.search := event_search_v1(new.title, new.venue_name, new.description);
    v_seen := true;
  else
    new.search := old.search;
    v_seen := (
      new.category, new.subcategory, new.tags, new.start_time, new.end_time, new.timezone, new.date_only,
      new.is_recurring, new.recurrence_rule, new.status, new.venue_address, new.place_id, new.location, new.plus_code,
      new.organizer_name, new.organizer_type, new.source_id, new.external_url, new.ticket_url, new.links,
      new.cost_type, new.price_range, new.capacity, new.registration_required,
      new.quality_score, new.verification_status, new.children_hash
    ) is distinct from (
      old.category, old.subcategory, old.tags, old.start_time, old.end_time, old.timezone, old.date_only,
      old.is_recurring, old.recurrence_rule, old.status, old.venue_address, old.place_id, old.location, old.plus_code,
      old.organizer_name, old.organizer_type, old.source_id, old.external_url, old.ticket_url, old.links,
      old.cost_type, old.price_range, old.capacity, old.registration_required,
      old.quality_score, old.verification_status, old.children_hash
    );
  end if;

  if v_seen then
    -- epochs, not timestamps: their text does not depend on the session's zone
    new.visible_hash := md5(row(
      new.title, new.description, new.category, new.subcategory, new.tags,
      extract(epoch from new.start_time), extract(epoch from new.end_time), new.timezone, new.date_only,
      new.is_recurring, new.recurrence_rule, new.status,
      new.venue_name, new.venue_address, new.place_id, new.location, new.plus_code,
      new.organizer_name, new.organizer_type, new.source_id, new.external_url, new.ticket_url, new.links,
      new.cost_type, new.price_range, new.capacity, new.registration_required,
      new.quality_score, new.verification_status, new.children_hash
    )::text);
  else
    new.visible_hash := old.visible_hash;
  end if;

  if v_new then
    new.version := 1;
  elsif (new.visible_hash, new.is_public, new.merged_into, new.area_code)
    is distinct from (old.visible_hash, old.is_public, old.merged_into, old.area_code) then
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
  else
    new.version := old.version;
  end if;
  return new;
end
$$;

create or replace trigger event_state before insert or update on jatre.discovered_events
for each row execute function jatre.event_state_v2();

-- what is there already follows at once
update jatre.discovered_events
set source_id = source_id
where location is null and area_code is null;
