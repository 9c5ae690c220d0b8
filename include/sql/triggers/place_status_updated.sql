create trigger place_status_updated after update on jatre.place_live_status
referencing new table as new_rows old table as old_rows
for each statement execute function jatre.place_status_updated();
