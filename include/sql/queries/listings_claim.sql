-- Rows that wait for :stage, at most :size, held until the end of the transaction; those that another run holds are
-- skipped. A replay takes its own listings and no others, and only a replay reads them: each at its own date.
select
  l.id,
  l.external_id,
  l.raw_data,
  l.processed_data,
  l.event_id,
  l.first_seen_at,
  l.changed_at,
  l.gone_at,
  l.source_id,
  l.title_key,
  l.stage,
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
where
  l.stage = :stage
  and case
    when cast(:replaying as text) = '' then l.stage <> 'extract' or s.config ->> 'as_of' is null
    when l.stage = 'extract' then s.config ->> 'as_of' = :replaying
    else s.config ->> 'as_of' is not null
  end
order by l.id
limit :size
for update of l skip locked
