-- Least rights: the pipeline writes the domain but not the feed, the service calls functions, the analyst reads what is
-- public and how the sources fare. Whatever runs with the owner's rights is granted to nobody but those named here.
revoke all on schema jatre from public;
revoke all on all tables in schema jatre from jatre_pipeline, jatre_service, jatre_analyst;
revoke all on all functions in schema jatre from public, jatre_pipeline, jatre_service, jatre_analyst;
grant usage on schema jatre to jatre_pipeline, jatre_service, jatre_analyst;

-- The pipeline.
grant select, insert, update, delete on
jatre.areas, jatre.area_weather, jatre.weather_failures, jatre.places, jatre.place_live_status, jatre.place_hours,
jatre.event_sources,
jatre.fetch_history,
jatre.place_status_changes, jatre.place_weeks, jatre.place_reports,
jatre.venue_names, jatre.venue_statements, jatre.venue_decisions,
jatre.events_staging, jatre.listing_popularity,
jatre.discovered_events, jatre.event_occurrences, jatre.event_images, jatre.event_counters, jatre.event_duplicates,
jatre.event_decisions,
jatre.erasures,
jatre.erased_listings,
jatre.archive_removals,
jatre.user_event_preferences,
jatre.event_rsvps,
jatre.event_ratings,
jatre.match_locks,
jatre.source_limits, jatre.source_reservations, jatre.host_failures,
jatre.event_vectors, jatre.image_thumbnails, jatre.match_models, jatre.geocoders, jatre.geocoder_answers,
jatre.geocoder_askers,
jatre.model_answers, jatre.model_askers, jatre.model_days, jatre.link_answers,
jatre.alert_channels, jatre.alerts, jatre.alert_messages, jatre.alert_findings, jatre.alert_outbox, jatre.alert_events,
jatre.alert_cursor
to jatre_pipeline;
grant select, update, delete on jatre.webhook_inbox, jatre.pipeline_requests to jatre_pipeline;
grant select on
jatre.event_public_v1, jatre.event_payload, jatre.trending_events_v1, jatre.venue_reviews, jatre.source_health_v1
to jatre_pipeline;
grant execute on function
-- alerts follow the feed
jatre.feed_sequence_v3(integer, integer), jatre.feed_position_v2(), jatre.feed_read_v2(bigint, integer, bigint),
jatre.alert_leader_end(double precision), jatre.alert_changes_read(bigint, integer, bigint, boolean, text),
jatre.alert_event_words(tsvector, tsvector),
jatre.alert_due(jatre.alert_channels, text, timestamptz), jatre.alert_awake(jatre.alert_channels, timestamptz),
jatre.within_hours(time, time[]),
jatre.now_v1(), jatre.place_origins(), jatre.place_states_renew(),
jatre.feed_retain(interval), jatre.access_log_retain(interval, bigint),
jatre.trending_refresh(), jatre.search_tiers_renew(integer), jatre.analytics_refresh(),
jatre.request_reserve(uuid, integer, interval, interval, interval), jatre.host_admit(text, uuid, interval),
jatre.listing_reason(uuid),
jatre.decision_write_v1(text, uuid, text, text, bigint, jsonb), jatre.decision_revoke_v1(uuid, text, text),
jatre.decisions_get_v1(uuid, bigint, integer), jatre.removals_confirm_v1(text, bigint, text, text),
jatre.source_resume_v1(text, text),
jatre.decision_reopen(uuid, text), jatre.feed_erase(uuid[]), jatre.statistics_renew(),
-- of the rows of event_public_v1
jatre.event_document(jatre.discovered_events, text, json, json), jatre.event_area_codes(text[]),
-- tokens by a command; what their digests are it cannot read
jatre.token_write_v1(bytea, text, text, text, integer, text), jatre.token_revoke_v1(uuid, text),
jatre.tokens_list_v1(), jatre.access_log_v1(integer),
jatre.address_preview_v1(text, text), jatre.source_add_v1(bigint, text, boolean, text), jatre.request_get_v1(bigint),
-- what the triggers on events ask with the writer's own rights
jatre.event_areas(geography, text, uuid),
jatre.event_rooms(text, text[]), jatre.event_search(text, text, text),
jatre.search_plain(text), jatre.search_romanised(text), jatre.search_fold(text), jatre.search_pairs(text),
jatre.search_skeletons(text, text), jatre.event_search_tier(uuid, timestamptz),
jatre.search_synonyms(jsonb), jatre.search_words_add(text, text),
jatre.event_has_moved(jatre.discovered_events, jatre.discovered_events),
jatre.event_is_public(text, boolean, timestamptz, uuid, geography, text)
to jatre_pipeline;

-- The service.
grant execute on function
jatre.events_facets_v1(jsonb, text[], integer), jatre.events_calendar_v1(jsonb, integer, integer),
jatre.events_map_v1(jsonb, integer, integer),
jatre.now_v1(), jatre.events_list_v3(jsonb, integer, integer), jatre.area_get_v1(text), jatre.area_search_v1(text),
jatre.area_synonyms_v1(text, text),
jatre.events_trending_v1(text, integer), jatre.event_count_v1(uuid, text, date, bytea), jatre.visit_salt_v1(),
jatre.weather_get_v1(text), jatre.weather_state_v1(text),
jatre.webhook_receive_v2(text, text, bytea, timestamptz), jatre.submission_receive_v1(text, text, bytea, integer),
jatre.source_report_v1(text), jatre.image_get_v1(text),
jatre.event_get_v2(uuid), jatre.event_history_v1(uuid), jatre.event_similar_v2(uuid, integer, jsonb),
jatre.event_vectors_v1(timestamptz, integer),
jatre.venues_list_v1(text, text, integer, integer), jatre.venue_get_v1(uuid),
jatre.organizers_list_v1(text, text, integer, integer), jatre.organizer_get_v1(uuid),
jatre.places_list_v2(text, text, boolean, timestamptz, integer, integer),
jatre.place_get_v1(uuid), jatre.place_status_v1(uuid),
jatre.place_state_v1(uuid), jatre.place_states_v1(text, integer),
jatre.place_report_v2(uuid, bytea, text, integer, text),
jatre.place_reports_v1(uuid), jatre.places_reported_v1(integer), jatre.place_report_restore_v2(uuid, text, text),
jatre.place_report_remove_v2(uuid, text, text),
jatre.request_write_v1(text, text, text), jatre.request_get_v1(bigint),
jatre.decision_write_v1(text, uuid, text, text, bigint, jsonb), jatre.decision_revoke_v1(uuid, text, text),
jatre.decision_write_many_v1(text, jsonb, text, text, jsonb),
jatre.decisions_get_v1(uuid, bigint, integer), jatre.decisions_recent_v1(bigint, integer),
jatre.moderation_queue_v1(integer),
jatre.moderation_event_v1(uuid), jatre.moderation_charts_v1(integer), jatre.request_consequences_v1(jsonb, text),
jatre.removals_confirm_v1(text, bigint, text, text), jatre.sources_board_v1(text),
jatre.source_pause_v1(text, text, text), jatre.source_resume_v1(text, text),
-- rows that the pipeline takes up, which knows what may be fetched
jatre.address_preview_v1(text, text), jatre.source_add_v1(bigint, text, boolean, text),
jatre.token_find_v1(bytea), jatre.session_begin_v1(uuid, bytea, integer), jatre.tokens_ended_v1(uuid[]),
jatre.token_write_v1(bytea, text, text, text, integer, text), jatre.token_revoke_v1(uuid, text),
jatre.tokens_list_v1(), jatre.access_log_v1(integer), jatre.control_publish_v1(jsonb),
-- alerts, by the token of who is told
jatre.alert_create_v2(text, bytea, bytea[], bytea, bytea, jsonb), jatre.alert_add_v1(bytea, jsonb),
jatre.alert_confirm_v1(bytea, uuid), jatre.alert_change_v1(bytea, uuid, jsonb), jatre.alert_remove_v1(bytea, uuid),
jatre.alerts_list_v1(bytea), jatre.alerts_settings_v1(bytea, jsonb), jatre.alerts_told_v1(bytea, bigint, integer),
jatre.alerts_export_v1(bytea), jatre.alerts_unsubscribe_v1(bytea), jatre.alerts_resubscribe_v1(bytea),
jatre.alerts_erase_v1(bytea),
jatre.feed_sequence_v3(integer, integer), jatre.feed_position_v2(),
jatre.feed_read_v2(bigint, integer, bigint),
jatre.feed_outbox_v1()
to jatre_service;

-- The analyst: the schema made for analysts, and of the other what everybody sees or what is about no record.
revoke all on schema analytics from public;
revoke all on all tables in schema analytics from public, jatre_pipeline, jatre_service, jatre_analyst;
grant usage on schema analytics to jatre_analyst;
grant select on all tables in schema analytics to jatre_analyst;
grant select on
jatre.event_public_v1, jatre.trending_events_v1, jatre.areas, jatre.area_weather, jatre.places, jatre.place_hours,
jatre.event_counters
to jatre_analyst;
-- what could not be read is quoted in error_details, and it may be private
grant select (
  id, source_id, run_id, started_at, business_time, completed_at, status, complete, window_start, window_end,
  records_found, records_new, records_changed, records_unchanged, records_absent, records_unreadable,
  events_found, events_processed, events_approved, archive_uris, not_modified, record_fields, backfill_start,
  backfill_end, reread_of, execution_time_ms, created_at
) on jatre.fetch_history to jatre_analyst;
grant select (id, slug, name, kind, type, area_code, schedule, priority, official, is_active, last_fetched_at)
on jatre.event_sources to jatre_analyst;
grant execute on function
jatre.now_v1(),
-- of the rows that a view shows: no others can be read
jatre.event_document(jatre.discovered_events, text, json, json), jatre.event_area_codes(text[]),
-- how reasons are put into words that quote nothing
jatre.source_reason_public(text)
to jatre_analyst;
