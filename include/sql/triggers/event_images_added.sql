create trigger event_images_added after insert on jatre.event_images
referencing new table as new_rows
for each statement execute function jatre.event_details_added();
