-- Whoever writes an event finds its areas and rooms, the service numbers what was written; the rest runs with the
-- rights of the owner.
revoke execute on function
jatre.event_areas_v1(geography, uuid), jatre.event_rooms_v2(text, text[]), jatre.event_occurrences_json_v1(uuid),
jatre.event_is_public_v1(text, boolean, timestamptz, uuid, geography, text),
jatre.event_images_json_v1(uuid), jatre.event_children_touch_v2(uuid[]), jatre.event_children_added_v2(),
jatre.event_children_removed_v2(), jatre.event_children_changed_v2(), jatre.event_dates_changed_v2(),
jatre.event_added_state_v1(), jatre.event_changed_state_v1(), jatre.event_told_v1(), jatre.feed_ring_v2(),
jatre.feed_sequence_v2(integer, integer)
from public;
grant execute on function
jatre.event_areas_v1(geography, uuid), jatre.event_rooms_v2(text, text[]),
jatre.event_is_public_v1(text, boolean, timestamptz, uuid, geography, text)
to jatre_pipeline;
grant execute on function jatre.feed_sequence_v2(integer, integer) to jatre_service;
