-- What :sources have of fetches: excerpts of what was unreadable, the ways into the archive, what connectors remember.
with fetches as (
  update jatre.fetch_history as h
  set error_details = null, archive_uris = '{}'
  where h.source_id = any(cast(:sources as uuid[]))
),

pushed as (
  update jatre.webhook_inbox as w
  set body = '', taken_at = coalesce(w.taken_at, clock_timestamp())
  from jatre.event_sources as s
  where
    w.source_id = any(cast(:sources as uuid[]))
    and w.source_id = s.id
    -- of a source that is read, the next fetch takes those that wait, and empties them
    and (w.taken_at is not null or cast(:stop as boolean) or not s.is_active)
),

looked as (
  update jatre.pipeline_requests as r
  set answer = '{"erased": true}'
  where r.kind in ('preview', 'preview_address') and r.answer is not null
),

ways as (
  update jatre.events_staging as l
  set archive_uri = null
  where l.source_id = any(cast(:sources as uuid[])) and l.archive_uri is not null
)

update jatre.event_sources as s
set state = '{}', is_active = s.is_active and not cast(:stop as boolean)
where s.id = any(cast(:sources as uuid[]))
