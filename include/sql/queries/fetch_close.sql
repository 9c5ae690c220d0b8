-- Close the row of a fetch; with :reread_of it has read again the fetch that began then, and not a later one.
update jatre.fetch_history
set
  completed_at = clock_timestamp(),
  execution_time_ms = extract(epoch from clock_timestamp() - started_at) * 1000,
  status = :status,
  complete = :complete,
  window_start = cast(:window_start as timestamptz),
  window_end = cast(:window_end as timestamptz),
  records_found = :found,
  records_new = :new,
  records_changed = :changed,
  records_unchanged = :unchanged,
  records_absent = :absent,
  records_unreadable = :unreadable,
  events_found = :found,
  not_modified = :not_modified,
  record_fields = cast(:record_fields as jsonb),
  reread_of = coalesce(cast(:reread_of as timestamptz), reread_of),
  archive_uris = cast(:archive_uris as text[]),
  error_details = cast(:details as jsonb)
where id = :fetch_id
