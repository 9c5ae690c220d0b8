-- Send the listings that decision :id speaks of back to the stage that heeds it, unless they wait for an earlier one.
update jatre.events_staging as l
set stage = case when d.kind in ('merge', 'split') then 'dedup' else 'enrich' end
from jatre.event_decisions as d, jatre.event_sources as s
where
  d.id = :id
  and s.id = l.source_id
  and (s.slug, l.external_id) in ((d.source_slug, d.external_id), (d.other_source_slug, d.other_external_id))
  and l.event_id is not null
  and l.stage in ('enrich', 'publish', 'done')
