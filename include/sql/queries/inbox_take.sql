-- Mark deliveries as taken. Fewer rows than ids: another run has taken some.
update jatre.webhook_inbox
set taken_at = clock_timestamp()
where id = any(cast(:ids as bigint[])) and taken_at is null
