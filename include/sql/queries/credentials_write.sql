-- What is known of the credentials of a source: when they end, and why a person has to act.
update jatre.event_sources
set
  credentials_end_at = cast(:ends_at as timestamptz),
  credentials_reason = :reason,
  credentials_checked_at = clock_timestamp()
where id = :source_id
