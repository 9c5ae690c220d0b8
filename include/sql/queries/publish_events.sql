-- The draft becomes the event; an event that would not change is not written. First approval is the moment of
-- publication.
update jatre.discovered_events as e
set
  source_id = d.source_id,
  title = d.title,
  description = d.description,
  description_html = d.description_html,
  category = d.category,
  subcategory = d.subcategory,
  tags = d.tags,
  start_time = d.start_time,
  end_time = d.end_time,
  timezone = d.timezone,
  date_only = d.date_only,
  is_recurring = d.is_recurring,
  recurrence_rule = d.recurrence_rule,
  status = d.status,
  venue_name = d.venue_name,
  venue_address = d.venue_address,
  place_id = d.place_id,
  location = d.location,
  location_precision = d.location_precision,
  approximate = d.approximate,
  plus_code = d.plus_code,
  named_area = d.named_area,
  google_place_id = d.google_place_id,
  organizer_name = d.organizer_name,
  organizer_type = d.organizer_type,
  contact_info = d.contact_info,
  external_url = d.external_url,
  ticket_url = d.ticket_url,
  links = d.links,
  cost_type = d.cost_type,
  price_range = d.price_range,
  capacity = d.capacity,
  registration_required = d.registration_required,
  is_outdoors = coalesce(d.is_outdoors, e.is_outdoors),
  availability = d.availability,
  quality_score = d.quality_score,
  verification_status = d.verification_status,
  moderation_status = d.moderation_status,
  moderation_reasons = d.moderation_reasons,
  moderation_notes = d.moderation_notes,
  moderated_by = d.moderated_by,
  moderated_at = d.moderated_at,
  provenance = d.provenance,
  published_at = coalesce(e.published_at, case when d.moderation_status = 'approved' then clock_timestamp() end)
from (
  select
    x.id as event_id,
    r.source_id,
    r.title,
    r.description,
    r.description_html,
    r.category,
    r.subcategory,
    r.tags,
    r.start_time,
    r.end_time,
    r.timezone,
    r.date_only,
    r.is_recurring,
    r.recurrence_rule,
    r.status,
    r.venue_name,
    r.venue_address,
    r.location_precision,
    r.approximate,
    r.plus_code,
    r.named_area,
    r.google_place_id,
    r.organizer_name,
    r.organizer_type,
    r.contact_info,
    r.external_url,
    r.ticket_url,
    r.links,
    r.cost_type,
    r.price_range,
    r.capacity,
    r.registration_required,
    r.is_outdoors,
    r.availability,
    r.quality_score,
    r.verification_status,
    r.moderation_status,
    r.moderation_reasons,
    r.moderation_notes,
    r.moderated_by,
    r.moderated_at,
    r.provenance,
    p.id as place_id,
    case
      when r.latitude is not null then st_setsrid(st_makepoint(r.longitude, r.latitude), 4326)::geography
    end as location
  from jatre.discovered_events as x
  cross join
    lateral jsonb_to_record(x.draft)
      as r (
        source_id uuid, title text, description text, description_html text, category text,
        subcategory text, tags text[],
        start_time timestamptz, end_time timestamptz, timezone text, date_only boolean, is_recurring boolean,
        recurrence_rule jsonb, status text, venue_name text, venue_address text, place_slug text, named_area text,
        latitude double precision, longitude double precision, location_precision text, approximate jsonb,
        plus_code text, google_place_id text,
        organizer_name text, organizer_type text, contact_info jsonb,
        external_url text, ticket_url text, links jsonb, cost_type text,
        price_range jsonb, capacity integer, registration_required boolean, is_outdoors boolean,
        availability text, quality_score numeric(3, 2),
        verification_status text, moderation_status text, moderation_reasons text[], moderation_notes text,
        moderated_by text, moderated_at timestamptz,
        provenance jsonb
      )
  left join jatre.places as p on r.place_slug = p.slug
  where x.id = any(cast(:events as uuid[])) and x.draft is not null
) as d
where
  e.id = d.event_id
  and (
    (
      e.source_id, e.title, e.description, e.description_html, e.category, e.subcategory, e.tags,
      e.start_time, e.end_time, e.timezone, e.date_only, e.is_recurring, e.recurrence_rule,
      e.status, e.venue_name, e.venue_address, e.place_id,
      st_astext(e.location), e.location_precision, e.approximate,
      e.plus_code, e.named_area, e.google_place_id, e.organizer_name, e.organizer_type, e.contact_info,
      e.external_url, e.ticket_url, e.links, e.cost_type, e.price_range, e.capacity, e.registration_required,
      e.is_outdoors, e.availability,
      e.quality_score, e.verification_status, e.moderation_status, e.moderation_reasons, e.moderation_notes,
      e.moderated_by, e.moderated_at, e.provenance
    ) is distinct from (
      d.source_id, d.title, d.description, d.description_html, d.category, d.subcategory, d.tags,
      d.start_time, d.end_time, d.timezone, d.date_only, d.is_recurring, d.recurrence_rule,
      d.status, d.venue_name, d.venue_address, d.place_id,
      st_astext(d.location), d.location_precision, d.approximate,
      d.plus_code, d.named_area, d.google_place_id, d.organizer_name, d.organizer_type, d.contact_info,
      d.external_url, d.ticket_url, d.links, d.cost_type, d.price_range, d.capacity, d.registration_required,
      coalesce(d.is_outdoors, e.is_outdoors), d.availability,
      d.quality_score, d.verification_status, d.moderation_status, d.moderation_reasons, d.moderation_notes,
      d.moderated_by, d.moderated_at, d.provenance
    )
    or (e.published_at is null and d.moderation_status = 'approved')
  )
