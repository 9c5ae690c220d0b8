create trigger event_rsvps_added after insert on jatre.event_rsvps
referencing new table as new_rows
for each statement execute function jatre.event_rsvps_added();
