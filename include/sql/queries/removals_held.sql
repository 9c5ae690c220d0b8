-- Listings to come that were absent twice, and that the guard of absences does not let go: of one source, or of all.
select
  s.slug,
  l.external_id,
  l.processed_data ->> 'title' as title,
  l.local_dates,
  l.absent_runs
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
where
  l.gone_at is null
  and l.absent_runs >= 2
  and jatre.now_v1()::date <= any(l.local_dates)
  and (cast(:slug as text) is null or s.slug = :slug)
order by s.slug, l.external_id
