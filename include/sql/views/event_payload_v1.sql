-- The documents of public events, as the change feed carries them.
create view jatre.event_payload_v1 as
select
  e.id,
  jatre.event_document_v1(
    e,
    s.name,
    (
      select
        json_agg(json_build_object(
          'startsAt', to_json(o.starts_at at time zone 'UTC') #>> '{}' || 'Z',
          'endsAt', to_json(o.ends_at at time zone 'UTC') #>> '{}' || 'Z',
          'dateOnly', o.date_only,
          'cancelled', o.cancelled
        ) order by o.starts_at)
      from jatre.event_occurrences as o
      where o.event_id = e.id
    ),
    (
      select
        json_agg(json_build_object(
          'url', i.url, 'thumbnailUrl', i.thumbnail_url, 'alt', i.alt_text
        ) order by i.is_primary desc, i.url)
      from jatre.event_images as i
      where i.event_id = e.id
    )
  )::text as payload
from jatre.discovered_events as e
left join jatre.event_sources as s on e.source_id = s.id
where e.is_public;
