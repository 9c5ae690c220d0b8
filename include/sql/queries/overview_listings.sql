-- What became of the listings that the run :run_id found new or changed, of one source or of all that it fetched. A
-- listing that a later run has changed once more belongs to that one.
select
  s.slug,
  l.external_id,
  nullif(coalesce(e.title, l.processed_data ->> 'title', l.raw_data ->> 'title', l.raw_data ->> 'name'), '') as title,
  l.status,
  l.stage,
  l.set_aside_reason,
  jatre.listing_reason(l.id) as why,
  l.changed_at,
  e.id as event_id,
  coalesce(e.is_public, false) as shown
from jatre.fetch_history as f
inner join jatre.event_sources as s on f.source_id = s.id
inner join jatre.events_staging as l
  on f.source_id = l.source_id and l.changed_at between f.started_at and f.completed_at
left join jatre.discovered_events as e on l.event_id = e.id
where f.run_id = :run_id and (cast(:slug as text) is null or s.slug = :slug)
order by s.slug, title, l.external_id
limit :size
