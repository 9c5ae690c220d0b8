create trigger event_rsvps_changed after update on jatre.event_rsvps
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.event_rsvps_changed();
