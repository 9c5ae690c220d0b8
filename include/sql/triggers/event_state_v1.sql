-- What the public sees of an event is summed up on its row: whether it is public, in which rooms, the hash of its
-- visible state, and a version that moves exactly when one of these does. Whatever the writer put there is
-- overruled.
create function jatre.event_state_v1() returns trigger
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_codes text[];
begin
  if tg_op = 'UPDATE' and new.id <> old.id then
    raise exception 'the id of an event never changes: insert a new event and set merged_into on the old one';
  end if;
  if tg_op = 'UPDATE' and new.location is not distinct from old.location then
    v_codes := array(select substr(r, 13) from unnest(old.rooms) r where r like 'events:area:%');
    new.area_code := old.area_code;
  else
    v_codes := case when new.location is null then '{}'::text[] else area_codes_v1(new.location) end;
    new.area_code := v_codes[1];
  end if;
  new.rooms := event_rooms_v1(new.category, v_codes);
  new.is_public := new.moderation_status = 'approved' and new.is_active and new.published_at is not null
    and new.merged_into is null and (new.location is null or new.area_code is not null);
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
  if tg_op = 'INSERT' then
    new.version := 1;
  elsif (new.visible_hash, new.is_public, new.merged_into)
    is distinct from (old.visible_hash, old.is_public, old.merged_into) then
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
  else
    new.version := old.version;
  end if;
  return new;
end
$$;

create trigger event_state before insert or update on jatre.discovered_events
for each row execute function jatre.event_state_v1();
