-- The fetches of a source that have archived what came, the newest first: those that began before :until. One that
-- failed has archived what its connector could not read.
select
  f.started_at,
  f.completed_at,
  f.business_time,
  f.backfill_start is not null as is_backfill,
  f.status = 'failed' as has_failed,
  f.archive_uris
from jatre.fetch_history as f
where
  f.source_id = :source_id
  and f.completed_at is not null
  and f.reread_of is null
  and f.archive_uris <> '{}'
  and f.started_at < coalesce(cast(:until as timestamptz), 'infinity')
order by f.started_at desc
