-- The latest :most standing merges and splits, the latest first: what the matcher learns from.
select
  d.kind,
  d.source_slug,
  d.external_id,
  d.other_source_slug,
  d.other_external_id
from jatre.event_decisions as d
where d.revoked_at is null and d.kind in ('merge', 'split')
order by d.decided_at desc, d.id desc
limit :most
