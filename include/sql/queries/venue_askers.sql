-- Which sources have listings that name one of :keys and give no point of their own.
select distinct
  l.venue_key as key,
  s.slug
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
where
  l.venue_key = any(cast(:keys as text[]))
  and s.area_code = :area
  and l.gone_at is null
  and l.raw_data is not null
  and l.stage in ('dedup', 'enrich', 'publish', 'done')
order by l.venue_key, s.slug
