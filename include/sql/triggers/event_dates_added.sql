create trigger event_dates_added after insert on jatre.event_occurrences
referencing new table as new_rows
for each statement execute function jatre.event_details_added();
