-- A person confirms that what the source :slug no longer lists is gone; the events are rebuilt without it.
update jatre.events_staging as l
set
  gone_at = jatre.now_v1(),
  stage = case when l.event_id is not null and l.stage in ('publish', 'done') then 'enrich' else l.stage end
from jatre.event_sources as s
where
  l.source_id = s.id
  and s.slug = :slug
  and l.gone_at is null
  and l.absent_runs >= 2
  and jatre.now_v1()::date <= any(l.local_dates)
returning l.external_id
