create trigger event_dates_changed after update on jatre.event_occurrences
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.event_dates_changed();
