drop table jatre.alert_cursor, jatre.alert_events, jatre.alert_outbox, jatre.alert_messages;
drop table jatre.alerts, jatre.alert_channels;
