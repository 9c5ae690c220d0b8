create trigger event_inserted after insert on jatre.discovered_events
referencing new table as new_rows
for each statement execute function jatre.event_changes_write();
