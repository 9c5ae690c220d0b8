-- Pairs for review, the likeliest first: a listing and an event of another one that nearly is the same happening, with
-- the parts of the score; not of what is over or gone. At most :size.
select
  s.slug,
  l.external_id,
  l.processed_data ->> 'title' as title,
  l.event_id,
  o.id as other_event_id,
  o.title as other_title,
  d.similarity_score as score,
  d.match_fields as fields
from jatre.event_duplicates as d
inner join jatre.events_staging as l on d.duplicate_event_id = l.id
inner join jatre.event_sources as s on l.source_id = s.id
inner join jatre.discovered_events as e on d.primary_event_id = e.id
inner join jatre.discovered_events as o on coalesce(e.merged_into, e.id) = o.id
where
  d.match_fields ->> 'decided' = 'for review'
  and l.event_id <> o.id
  and l.gone_at is null
  and jatre.now_v1()::date <= any(l.local_dates)
order by d.similarity_score desc, s.slug, l.external_id, o.id
limit :size
