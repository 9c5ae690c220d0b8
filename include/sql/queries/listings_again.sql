-- The listings :external_ids as they are stored wait to be understood anew, but for those that wait already, those that
-- have changed since :as_of, and those that retention has emptied.
update jatre.events_staging as l
set stage = 'extract', tries = 0, status = 'pending', set_aside_reason = null, error = null
where
  l.source_id = :source_id
  and l.external_id = any(cast(:external_ids as text[]))
  and l.stage <> 'extract'
  and l.raw_data is not null
  and coalesce(l.fetched_at, l.changed_at) <= cast(:as_of as timestamptz)
