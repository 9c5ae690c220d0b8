-- Before an event is inserted: what the public sees of it is summed up on its row. Whatever the writer put there is
-- overruled.
create function jatre.event_added_state() returns trigger
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_areas constant text[] := event_areas(new.location, new.named_area, new.source_id);
begin
  new.rooms := event_rooms(new.category, v_areas);
  new.area_code := v_areas[1];
  new.is_public := event_is_public(
    new.moderation_status, new.is_active, new.published_at, new.merged_into, new.location, new.area_code
  );
  -- by the title as it was published, too: the shown one has none of its words that stand elsewhere
  new.search := event_search(
    coalesce(new.provenance #>> '{title,published}', new.title), new.venue_name, new.description
  );
  perform search_words_add(coalesce(new.provenance #>> '{title,published}', new.title), new.venue_name);
  new.search_tier := null;
  new.version := 1;
  new.moved_at := null;
  new.change_kind := case when new.is_public then 'event:new' end;
  new.change_rooms := null;
  new.change_moved := false;
  new.change_moderated := false;
  return new;
end
$$;
