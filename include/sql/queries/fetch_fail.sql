-- Close the row of a fetch that failed.
update jatre.fetch_history
set
  completed_at = clock_timestamp(),
  execution_time_ms = extract(epoch from clock_timestamp() - started_at) * 1000,
  status = 'failed',
  archive_uris = cast(:archive_uris as text[]),
  error_details = cast(:details as jsonb)
where id = :fetch_id
