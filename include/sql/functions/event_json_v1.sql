-- An event as REST, feeds and changes show it. Times in UTC with a Z.
create function jatre.event_json_v1(e jatre.event_public_v1) returns jsonb
language sql stable parallel safe
as $$
  select jsonb_build_object(
    'id', e.id,
    'version', e.version,
    'title', e.title,
    'description', e.description,
    'category', e.category,
    'subcategory', e.subcategory,
    'tags', e.tags,
    'startTime', to_jsonb(e.starts_at at time zone 'UTC') #>> '{}' || 'Z',
    'endTime', to_jsonb(e.ends_at at time zone 'UTC') #>> '{}' || 'Z',
    'timezone', e.timezone,
    'dateOnly', e.date_only,
    'recurring', e.is_recurring,
    'recurrenceRule', e.recurrence_rule,
    'status', e.status,
    'occurrences', e.occurrences,
    'venue', jsonb_build_object(
      'name', e.venue_name,
      'address', e.venue_address,
      'latitude', e.latitude,
      'longitude', e.longitude,
      'placeId', e.place_id,
      'plusCode', e.plus_code
    ),
    'area', e.area_code,
    'organizer', jsonb_build_object('name', e.organizer_name, 'type', e.organizer_type),
    'pricing', jsonb_build_object(
      'type', e.cost_type,
      'amount', e.price_min,
      'minimum', e.price_min,
      'maximum', e.price_max,
      'currency', e.currency
    ),
    'source', jsonb_build_object('name', e.source_name, 'url', e.external_url),
    'links', e.links
  ) || jsonb_build_object(
    'ticketUrl', e.ticket_url,
    'images', e.images,
    'capacity', e.capacity,
    'registrationRequired', e.registration_required,
    'qualityScore', e.quality_score,
    'verificationStatus', e.verification_status,
    'publishedAt', to_jsonb(e.published_at at time zone 'UTC') #>> '{}' || 'Z',
    'updatedAt', to_jsonb(e.updated_at at time zone 'UTC') #>> '{}' || 'Z'
  )
$$;
