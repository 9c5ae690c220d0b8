-- Take a decision back; it stays on record.
update jatre.event_decisions
set revoked_at = clock_timestamp()
where id = :id and revoked_at is null
