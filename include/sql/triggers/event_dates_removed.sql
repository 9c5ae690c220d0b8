create trigger event_dates_removed after delete on jatre.event_occurrences
referencing old table as old_rows
for each statement execute function jatre.event_details_removed();
