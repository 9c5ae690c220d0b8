delete from jatre.alert_events
where event_id = any(cast(:events as uuid[]))
