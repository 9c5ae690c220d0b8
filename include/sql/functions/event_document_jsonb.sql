-- Written by `make schema` from event_document.sql; never edited.
-- The same document as jsonb, to which lists add.
create function jatre.event_document_jsonb(
  e jatre.discovered_events, p_source text, p_occurrences json, p_images json
) returns jsonb
language sql stable parallel safe
as $$
  select jsonb_build_object(
    'id', e.id,
    'version', e.version,
    'title', e.title,
    'description', e.description,
    'descriptionHtml', e.description_html,
    'category', e.category,
    'subcategory', e.subcategory,
    'tags', e.tags,
    'startTime', to_json(e.start_time at time zone 'UTC') #>> '{}' || 'Z',
    'endTime', to_json(e.end_time at time zone 'UTC') #>> '{}' || 'Z',
    'timezone', e.timezone,
    'dateOnly', e.date_only,
    'recurring', e.is_recurring,
    'recurrenceRule', e.recurrence_rule,
    'status', e.status,
    'movedAt', to_json(e.moved_at at time zone 'UTC') #>> '{}' || 'Z',
    'occurrences', coalesce(p_occurrences, '[]'),
    'venue', jsonb_build_object(
      'name', e.venue_name,
      'address', e.venue_address,
      'latitude', st_y(e.location::geometry),
      'longitude', st_x(e.location::geometry),
      'precision', e.location_precision,
      'approximate', e.approximate,
      'placeId', e.place_id,
      'plusCode', e.plus_code
    ),
    'area', e.area_code,
    'areas', jatre.event_area_codes(e.rooms),
    'organizer', jsonb_build_object(
      'name', e.organizer_name, 'type', e.organizer_type, 'url', e.contact_info ->> 'url'
    ),
    'pricing', jsonb_build_object(
      'type', e.cost_type,
      'amount', (e.price_range ->> 'minimum')::numeric,
      'minimum', (e.price_range ->> 'minimum')::numeric,
      'maximum', (e.price_range ->> 'maximum')::numeric,
      'currency', e.price_range ->> 'currency'
    ),
    'source', jsonb_build_object('name', p_source, 'url', e.external_url),
    'links', e.links,
    'ticketUrl', e.ticket_url,
    'images', coalesce(p_images, '[]'),
    'capacity', e.capacity,
    'registrationRequired', e.registration_required,
    'outdoors', e.is_outdoors,
    'availability', e.availability,
    'qualityScore', e.quality_score,
    'verificationStatus', e.verification_status,
    'publishedAt', to_json(e.published_at at time zone 'UTC') #>> '{}' || 'Z',
    'updatedAt', to_json(e.updated_at at time zone 'UTC') #>> '{}' || 'Z'
  )
$$;
