-- What the triggers keep on an event's row. Its dates and images as the public sees them, by
-- triggers/event_children_v2.sql: building them for every change of a title or a price cost a third of that. And what
-- the last write changed, found out once by triggers/event_state_v3.sql, for triggers/event_changes_v2.sql to tell.
-- Columns that differ move the version; a hash of them says no more.
alter table jatre.discovered_events
add column occurrences json not null default '[]',
add column images json not null default '[]',
-- the kind of change that is told of the last write; null when the public could see none
add column change_kind text,
-- where it is told, when that is not `rooms`
add column change_rooms text[],
-- whether its dates have to follow it, and whether moderators hear of it
add column change_moved boolean not null default false,
add column change_moderated boolean not null default false,
drop column children_hash,
drop column visible_hash;
