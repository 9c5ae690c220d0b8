-- How each of :events stands: as the public would see it, with moderation, and with its listings.
select
  e.id,
  e.title,
  e.is_public,
  e.moderation_status,
  e.merged_into,
  jatre.event_document(e, p.name, e.occurrences, e.images) as document,
  coalesce(
    (
      select jsonb_agg(s.slug || '/' || l.external_id order by s.slug, l.external_id)
      from jatre.events_staging as l
      inner join jatre.event_sources as s on l.source_id = s.id
      where l.event_id = e.id
    ), '[]'::jsonb
  ) as listings
from jatre.discovered_events as e
left join jatre.event_sources as p on e.source_id = p.id
where e.id = any(cast(:events as uuid[]))
order by e.id
