-- The only public shape of an event. Nothing pending, rejected, merged away or outside the areas appears here, and
-- no column of discovered_events reaches the public in another way.
create view jatre.event_public_v1 as
select
  e.id,
  e.version,
  e.title,
  e.description,
  e.category,
  e.subcategory,
  e.tags,
  e.start_time as starts_at,
  e.end_time as ends_at,
  e.timezone,
  e.date_only,
  e.is_recurring,
  e.recurrence_rule,
  e.status,
  e.venue_name,
  e.venue_address,
  st_y(e.location::geometry) as latitude,
  st_x(e.location::geometry) as longitude,
  e.location,
  e.place_id,
  e.plus_code,
  e.area_code,
  e.organizer_name,
  e.organizer_type,
  e.cost_type,
  (e.price_range ->> 'minimum')::numeric as price_min,
  (e.price_range ->> 'maximum')::numeric as price_max,
  e.price_range ->> 'currency' as currency,
  e.capacity,
  e.registration_required,
  s.name as source_name,
  e.external_url,
  e.ticket_url,
  e.links,
  coalesce((
    select
      jsonb_agg(jsonb_build_object(
        'startsAt', to_jsonb(o.starts_at at time zone 'UTC') #>> '{}' || 'Z',
        'endsAt', to_jsonb(o.ends_at at time zone 'UTC') #>> '{}' || 'Z',
        'dateOnly', o.date_only,
        'cancelled', o.cancelled
      ) order by o.starts_at)
    from jatre.event_occurrences as o
    where o.event_id = e.id
  ), '[]'::jsonb) as occurrences,
  coalesce((
    select
      jsonb_agg(jsonb_build_object(
        'url', i.url, 'thumbnailUrl', i.thumbnail_url, 'alt', i.alt_text
      ) order by i.is_primary desc, i.url)
    from jatre.event_images as i
    where i.event_id = e.id
  ), '[]'::jsonb) as images,
  e.quality_score,
  e.verification_status,
  e.published_at,
  e.updated_at,
  e.rooms,
  e.search
from jatre.discovered_events as e
left join jatre.event_sources as s on e.source_id = s.id
where e.is_public;
