-- Listings that name one of :keys are read again, of the source :slug alone where that is given: what is known of their
-- venue has changed. Not what is gone, over or has no body any more. What was completed or renamed before begins at its
-- record, with :anew all do; else the place alone is looked for again.
update jatre.events_staging as l
set
  stage = case
    when :anew or l.processed_data -> 'provenance' -> 'location' ->> 'origin' = 'memory' then 'extract'
    else 'geocode'
  end
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
