-- The service counts and reads what is trending, by functions; the pipeline refreshes it; nobody reads the visits.
revoke execute on function
jatre.visit_salt_v1(), jatre.event_count_v1(uuid, text, date, bytea), jatre.trending_refresh_v1(),
jatre.events_trending_v1(text, integer), jatre.event_rsvps_counted_v1(uuid[], integer[]), jatre.event_rsvps_added_v1(),
jatre.event_rsvps_changed_v1(), jatre.event_rsvps_removed_v1()
from public;
grant execute on function
jatre.visit_salt_v1(), jatre.event_count_v1(uuid, text, date, bytea), jatre.events_trending_v1(text, integer)
to jatre_service;
grant execute on function jatre.trending_refresh_v1() to jatre_pipeline;
grant select, insert, update, delete on jatre.event_rsvps, jatre.event_ratings to jatre_pipeline;
grant select on jatre.trending_events_v1 to jatre_pipeline, jatre_analyst;
