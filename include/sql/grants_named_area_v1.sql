-- Whoever writes an event finds its areas.
revoke execute on function
jatre.event_areas_v2(geography, text, uuid), jatre.event_added_state_v2(), jatre.event_changed_state_v2()
from public;
grant execute on function jatre.event_areas_v2(geography, text, uuid) to jatre_pipeline;
