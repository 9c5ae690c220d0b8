-- Least rights: the pipeline writes the domain but not the feed, the service calls functions, the analyst reads
-- what is public and how the sources fare.
revoke all on schema jatre from public;
revoke execute on all functions in schema jatre from public;
grant usage on schema jatre to jatre_pipeline, jatre_service, jatre_analyst;

grant select, insert, update, delete on
jatre.areas, jatre.area_weather, jatre.places, jatre.place_live_status, jatre.event_sources, jatre.fetch_history,
jatre.events_staging,
jatre.discovered_events, jatre.event_occurrences, jatre.event_images, jatre.event_counters, jatre.event_duplicates,
jatre.event_decisions, jatre.user_event_preferences
to jatre_pipeline;
grant select on jatre.event_public_v1 to jatre_pipeline, jatre_analyst;
grant execute on function
jatre.now_v1(), jatre.area_codes_v1(geography), jatre.event_rooms_v1(text, text[]), jatre.feed_retain_v1(interval),
jatre.event_search_v1(text, text, text)
to jatre_pipeline;

grant execute on function
jatre.now_v1(), jatre.events_list_v1(jsonb, integer, integer), jatre.event_get_v1(uuid), jatre.area_get_v1(text),
jatre.feed_sequence_v1(integer, integer), jatre.feed_position_v1(), jatre.feed_read_v1(bigint, integer)
to jatre_service;

grant select on jatre.areas, jatre.area_weather, jatre.places, jatre.fetch_history, jatre.event_occurrences,
jatre.event_counters
to jatre_analyst;
grant select (id, slug, name, kind, type, area_code, schedule, priority, official, is_active, last_fetched_at)
on jatre.event_sources to jatre_analyst;
grant execute on function jatre.now_v1() to jatre_analyst;
