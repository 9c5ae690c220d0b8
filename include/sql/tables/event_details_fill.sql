-- What is there already is shown as it was: nobody hears of it.
alter table jatre.discovered_events disable trigger user;

update jatre.discovered_events
set occurrences = jatre.event_occurrences_json_v1(id), images = jatre.event_images_json_v1(id);

alter table jatre.discovered_events enable trigger user;
