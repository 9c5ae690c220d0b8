-- The events of the listings :external_ids of the source :source_id, by start: each as the page would have it, whether
-- it would be shown, the listings of other sources that it meets, and the events that nearly are the same.
select
  e.id,
  jatre.event_document(e, p.name, e.occurrences, e.images) as document,
  e.is_public,
  e.moderation_status,
  e.moderation_reasons,
  e.moderation_notes,
  e.is_active,
  (
    select string_agg(distinct jatre.listing_reason(y.id), '; ')
    from jatre.events_staging as y
    where y.event_id = e.id and y.source_id = :source_id
  ) as why,
  coalesce(m.listings, '[]'::jsonb) as meets,
  coalesce(r.events, '[]'::jsonb) as doubts
from jatre.discovered_events as e
left join jatre.event_sources as p on e.source_id = p.id
left join lateral (
  select
    jsonb_agg(
      jsonb_build_object(
        'source', s.slug, 'name', s.name, 'listing', x.external_id, 'title', x.processed_data ->> 'title',
        'url', x.processed_data ->> 'url', 'why', jatre.listing_reason(x.id)
      )
      order by s.slug, x.external_id
    ) as listings
  from jatre.events_staging as x
  inner join jatre.event_sources as s on x.source_id = s.id
  where x.event_id = e.id and x.source_id <> :source_id
) as m on true
left join lateral (
  select
    jsonb_agg(
      distinct jsonb_build_object(
        'event', o.id, 'title', o.title, 'score', d.similarity_score, 'why', d.match_fields ->> 'veto'
      )
    ) as events
  from jatre.events_staging as l
  inner join jatre.event_duplicates as d
    on l.id = d.duplicate_event_id and d.match_fields ->> 'decided' = 'for review'
  inner join jatre.discovered_events as o on d.primary_event_id = o.id
  where l.event_id = e.id and l.source_id = :source_id and o.id <> e.id and o.merged_into is null
) as r on true
where
  e.id in (
    select l.event_id
    from jatre.events_staging as l
    where l.source_id = :source_id and l.external_id = any(cast(:external_ids as text[]))
  )
order by e.start_time, e.id
