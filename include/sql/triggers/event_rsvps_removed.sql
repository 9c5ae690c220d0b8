create trigger event_rsvps_removed after delete on jatre.event_rsvps
referencing old table as old_rows
for each statement execute function jatre.event_rsvps_removed();
