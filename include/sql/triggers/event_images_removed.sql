create trigger event_images_removed after delete on jatre.event_images
referencing old table as old_rows
for each statement execute function jatre.event_details_removed();
