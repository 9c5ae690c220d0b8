-- Listings that name one of :keys are read again: what is known of their venue has changed, for the source :slug, or,
-- by a person's decision, for all. After a decision, and where they were completed before without their own venue being
-- kept, from their records; else where venues are located, in the same run. Not what is gone, over or has no body any
-- more, nor, but for a decision, what the gazetteer has placed.
update jatre.events_staging as l
set
  stage = case
    when cast(:slug as text) is null then 'extract'
    when l.processed_data #>> '{provenance,location,origin}' = 'memory' and not l.processed_data ? 'stated_venue'
      then 'extract'
    else 'geocode'
  end
from jatre.event_sources as s
where
  s.id = l.source_id
  and l.venue_key = any(cast(:keys as text[]))
  and s.area_code = :area
  and coalesce(s.config ->> 'as_of', '') = :replaying
  and (
    cast(:slug as text) is null
    or (s.slug = :slug and l.processed_data #>> '{provenance,location,origin}' is distinct from 'gazetteer')
  )
  and l.gone_at is null
  and l.raw_data is not null
  and l.status <> 'set_aside'
  and l.stage in ('dedup', 'enrich', 'publish', 'done')
  and (jatre.now_v1() - interval '1 day')::date <= any(l.local_dates)
