create trigger place_status_inserted after insert on jatre.place_live_status
referencing new table as new_rows
for each statement execute function jatre.place_status_inserted();
