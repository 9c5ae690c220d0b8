update jatre.alert_messages
set ended = :ended, ended_at = clock_timestamp(), error = :error
where id = :message and ended is null
