update jatre.alert_messages
set error = :error, next_try_at = greatest(next_try_at, clock_timestamp() + :wait)
where id = :message
