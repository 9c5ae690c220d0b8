create trigger event_deleted after delete on jatre.discovered_events
referencing old table as old_rows
for each statement execute function jatre.event_deleted();
