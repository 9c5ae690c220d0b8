-- The last fetches of the source :slug, the newest first.
select
  f.run_id,
  f.started_at,
  f.completed_at,
  f.status,
  f.complete,
  f.backfill_start,
  f.backfill_end,
  f.reread_of,
  f.records_found,
  f.records_new,
  f.records_changed,
  f.records_unchanged,
  f.records_absent,
  f.records_unreadable,
  f.events_processed,
  f.events_approved,
  f.error_details,
  f.archive_uris
from jatre.fetch_history as f
inner join jatre.event_sources as s on f.source_id = s.id
where s.slug = :slug
order by f.started_at desc
limit :size
