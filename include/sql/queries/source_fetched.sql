-- Remember what the connector wants to know next time.
update jatre.event_sources
set state = cast(:state as jsonb), last_fetched_at = clock_timestamp()
where id = :source_id
