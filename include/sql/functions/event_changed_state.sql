-- Before an event is updated: what the public sees of it is summed up on its row, and what this write changes.
--
-- What the writer put into the kept columns is overruled. What an update leaves alone is not computed again: this runs
-- for every row that anybody writes. Every column counts as visible unless it is among those named below, so that a new
-- one is not forgotten.
create function jatre.event_changed_state() returns trigger
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_areas text[];
  v_visible boolean;
  v_before discovered_events;
begin
  if new.id <> old.id then
    raise exception 'the id of an event never changes: insert a new event and set merged_into on the old one';
  end if;

  if (new.location, new.category) is distinct from (old.location, old.category)
    or (new.location is null and (
      old.area_code is null
      or (new.source_id, new.named_area) is distinct from (old.source_id, old.named_area)
    )) then
    v_areas := event_areas(new.location, new.named_area, new.source_id);
    new.rooms := event_rooms(new.category, v_areas);
    new.area_code := v_areas[1];
  else
    new.rooms := old.rooms;
    new.area_code := old.area_code;
  end if;
  new.is_public := event_is_public(
    new.moderation_status, new.is_active, new.published_at, new.merged_into, new.location, new.area_code
  );
  if (new.title, new.provenance #>> '{title,published}', new.venue_name, new.description)
    is distinct from (old.title, old.provenance #>> '{title,published}', old.venue_name, old.description)
    or new.search is null then
    new.search := event_search(
      coalesce(new.provenance #>> '{title,published}', new.title), new.venue_name, new.description
    );
    if (new.title, new.provenance #>> '{title,published}', new.venue_name)
      is distinct from (old.title, old.provenance #>> '{title,published}', old.venue_name) then
      perform search_words_add(coalesce(new.provenance #>> '{title,published}', new.title), new.venue_name);
    end if;
  else
    new.search := old.search;
  end if;
  if new.is_public and (not old.is_public or new.search_tier is distinct from old.search_tier
    or new.over_at is distinct from old.over_at or new.occurrences::text is distinct from old.occurrences::text) then
    new.search_tier := event_search_tier(new.id, new.over_at);
  else
    new.search_tier := old.search_tier;
  end if;
  new.moved_at := case
    when not (old.is_public and new.is_public) then null
    when event_has_moved(old, new) then now_v1()
    else old.moved_at
  end;
  v_before := old;
  -- not visible: how the record is made, judged and delivered
  v_before.staging_id := new.staging_id;
  v_before.named_area := new.named_area;
  v_before.google_place_id := new.google_place_id;
  if (new.contact_info ->> 'url') is not distinct from (old.contact_info ->> 'url') then
    v_before.contact_info := new.contact_info;
  end if;
  v_before.moderation_status := new.moderation_status;
  v_before.moderation_reasons := new.moderation_reasons;
  v_before.moderation_notes := new.moderation_notes;
  v_before.moderated_by := new.moderated_by;
  v_before.moderated_at := new.moderated_at;
  v_before.is_active := new.is_active;
  v_before.draft := new.draft;
  v_before.provenance := new.provenance;
  v_before.search := new.search;
  v_before.search_tier := new.search_tier;
  v_before.over_at := new.over_at;
  v_before.rooms := new.rooms;
  v_before.version := new.version;
  v_before.created_at := new.created_at;
  v_before.updated_at := new.updated_at;
  v_before.change_kind := new.change_kind;
  v_before.change_rooms := new.change_rooms;
  v_before.change_moved := new.change_moved;
  v_before.change_moderated := new.change_moderated;
  v_visible := v_before *<> new;

  if v_visible then
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
    new.change_kind := case
      when not new.is_public then case when old.is_public then 'event:removed' end
      when not old.is_public then 'event:new'
      when new.status = 'cancelled' and old.status <> 'cancelled' then 'event:cancelled'
      else 'event:updated'
    end;
    -- who saw it in a room that it has left gets the change there
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
  new.change_moved := v_visible
    and (
      new.is_public, new.category, new.rooms, new.location, new.cost_type, new.timezone,
      new.verification_status in ('verified', 'official')
    ) is distinct from (
      old.is_public, old.category, old.rooms, old.location, old.cost_type, old.timezone,
      old.verification_status in ('verified', 'official')
    );
  new.change_moderated := new.moderation_status <> old.moderation_status
    or new.moderation_reasons <> old.moderation_reasons;
  return new;
end
$$;
