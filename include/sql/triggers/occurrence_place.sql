create trigger occurrence_place before insert or update on jatre.event_occurrences
for each row execute function jatre.occurrence_place();
