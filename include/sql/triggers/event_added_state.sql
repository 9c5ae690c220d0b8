create trigger event_added_state before insert on jatre.discovered_events
for each row execute function jatre.event_added_state();
