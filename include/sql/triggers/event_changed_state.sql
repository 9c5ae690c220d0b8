create trigger event_changed_state before update on jatre.discovered_events
for each row execute function jatre.event_changed_state();
