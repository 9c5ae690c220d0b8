create trigger event_images_changed after update on jatre.event_images
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.event_details_changed();
