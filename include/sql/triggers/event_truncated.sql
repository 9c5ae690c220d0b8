create trigger event_truncated after truncate on jatre.discovered_events
for each statement execute function jatre.event_truncated();
