-- Listings that name one of :keys are read again from their records, of the source :slug alone where that is given:
-- what is known of their venue has changed, and it may have been completed or renamed. Not what is gone, over or has no
-- body any more.
update jatre.events_staging as l
set stage = 'extract'
from jatre.event_sources as s
where
  s.id = l.source_id
  and l.venue_key = any(cast(:keys as text[]))
  and s.area_code = :area
  and coalesce(s.config ->> 'as_of', '') = :replaying
  and (cast(:slug as text) is null or s.slug = :slug)
  and l.gone_at is null
  and l.raw_data is not null
  and l.status <> 'set_aside'
  and l.stage in ('dedup', 'enrich', 'publish', 'done')
  and (jatre.now_v1() - interval '1 day')::date <= any(l.local_dates)
