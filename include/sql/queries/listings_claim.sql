-- Those of :ids that still wait for :stage, held until the end of the transaction; those that another run holds are
-- skipped. Documents are read and parsed only where the stage works on them.
select
  l.id,
  l.external_id,
  case when cast(:stage as text) = 'extract' then l.raw_data end as raw_data,
  case when cast(:stage as text) in ('nlp', 'geocode', 'dedup') then l.processed_data end as processed_data,
  l.event_id,
  l.first_seen_at,
  l.changed_at,
  l.gone_at,
  l.source_id,
  l.title_key,
  l.stage,
  l.tries,
  s.slug,
  s.name as source_name,
  s.kind,
  s.config,
  s.area_code,
  s.rate_limit,
  s.priority,
  s.official,
  jatre.now_v1() as now
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
where l.id = any(cast(:ids as uuid[])) and l.stage = :stage
order by l.id
for update of l skip locked
