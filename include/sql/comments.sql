-- What each table and column is, for whoever reads the schema in a client.

comment on table jatre.area_weather is 'The weather of an area, as last observed: one row per area, overwritten.';
comment on column jatre.area_weather.area_code is 'the area';
comment on column jatre.area_weather.observed_at is 'when it was observed';
comment on column jatre.area_weather.condition is 'clear, cloudy, fog, drizzle, rain or storm';
comment on column jatre.area_weather.temperature_c is 'degrees Celsius';
comment on column jatre.area_weather.feels_like_c is 'degrees Celsius';
comment on column jatre.area_weather.humidity_percent is 'relative humidity';
comment on column jatre.area_weather.rain_mm_per_hour is 'millimetres per hour';
comment on column jatre.area_weather.wind_kmh is 'kilometres per hour';
comment on column jatre.area_weather.source is 'who observed it';
comment on column jatre.area_weather.version is 'counts the states, for the feed; kept by a trigger';

comment on table jatre.areas is
'The areas an installation serves. Polygons may nest; a point belongs to the smallest that holds it.';
comment on column jatre.areas.code is 'its name in rooms and addresses';
comment on column jatre.areas.name is 'its name for people';
comment on column jatre.areas.timezone is 'IANA name; naive times of its sources are read in it';
comment on column jatre.areas.currency is 'ISO 4217';
comment on column jatre.areas.outline is 'its polygon, WGS 84';
comment on column jatre.areas.centre is 'where its map begins';
comment on column jatre.areas.square_metres is 'its size, for finding the smallest';

comment on table jatre.discovered_events is
'One row per real happening. What the public sees of it is event_public_v1 and nothing else.';
comment on column jatre.discovered_events.id is
'stable for ever; merged events keep theirs and point to the one that stays';
comment on column jatre.discovered_events.staging_id is 'the listing that founded it';
comment on column jatre.discovered_events.source_id is 'the source whose word stands first';
comment on column jatre.discovered_events.title is 'what it is called';
comment on column jatre.discovered_events.description is 'plain text';
comment on column jatre.discovered_events.category is 'one of the seven';
comment on column jatre.discovered_events.subcategory is 'a closer name of its kind';
comment on column jatre.discovered_events.tags is 'words for filters';
comment on column jatre.discovered_events.start_time is 'the start of its first date still to come, else of its last';
comment on column jatre.discovered_events.end_time is 'the end of that date';
comment on column jatre.discovered_events.timezone is 'IANA name';
comment on column jatre.discovered_events.date_only is 'whether no hour is known';
comment on column jatre.discovered_events.is_recurring is 'whether a rule is behind its dates';
comment on column jatre.discovered_events.recurrence_rule is 'that rule, RFC 5545';
comment on column jatre.discovered_events.status is
'scheduled, cancelled, postponed, or unlisted: gone from every source';
comment on column jatre.discovered_events.venue_name is 'where, as its sources name it';
comment on column jatre.discovered_events.venue_address is 'the postal address';
comment on column jatre.discovered_events.place_id is 'the known place, if it is one';
comment on column jatre.discovered_events.location is 'the point, WGS 84; null when nobody knows it';
comment on column jatre.discovered_events.plus_code is 'Open Location Code of the point';
comment on column jatre.discovered_events.google_place_id is 'Google''s id of the venue';
comment on column jatre.discovered_events.area_code is 'the smallest area it belongs to; kept by triggers';
comment on column jatre.discovered_events.named_area is 'the area that its words name while nobody knows its point';
comment on column jatre.discovered_events.organizer_name is 'who holds it';
comment on column jatre.discovered_events.organizer_type is 'business, individual, community or government';
comment on column jatre.discovered_events.contact_info is 'contacts meant to be public';
comment on column jatre.discovered_events.external_url is 'its page';
comment on column jatre.discovered_events.ticket_url is 'where tickets are';
comment on column jatre.discovered_events.links is 'every source''s link: [{"source": name, "url": address}]';
comment on column jatre.discovered_events.cost_type is 'free, paid, donation or variable';
comment on column jatre.discovered_events.price_range is '{"minimum", "maximum", "currency"}, in units of the currency';
comment on column jatre.discovered_events.capacity is 'how many people it takes';
comment on column jatre.discovered_events.registration_required is 'whether one has to register';
comment on column jatre.discovered_events.quality_score is 'how complete and credible the record is, 0 to 1';
comment on column jatre.discovered_events.verification_status is
'unverified, verified (independent sources agree) or official';
comment on column jatre.discovered_events.moderation_status is 'pending, approved, rejected or flagged';
comment on column jatre.discovered_events.moderation_reasons is 'why it waits for a moderator, or was rejected';
comment on column jatre.discovered_events.moderation_notes is 'what a moderator wrote';
comment on column jatre.discovered_events.moderated_by is 'who decided';
comment on column jatre.discovered_events.moderated_at is 'when';
comment on column jatre.discovered_events.is_active is 'whether it takes part at all';
comment on column jatre.discovered_events.merged_into is 'the event that it was merged into';
comment on column jatre.discovered_events.published_at is 'when the public first saw it';
comment on column jatre.discovered_events.draft is 'the golden record that waits to be published';
comment on column jatre.discovered_events.provenance is 'per field, where its value came from and how sure that is';
comment on column jatre.discovered_events.is_public is 'whether the public sees it; kept by triggers';
comment on column jatre.discovered_events.rooms is 'where its changes are delivered; kept by triggers';
comment on column jatre.discovered_events.version is 'counts its visible states; kept by triggers';
comment on column jatre.discovered_events.occurrences is 'its dates as the public sees them; kept by triggers';
comment on column jatre.discovered_events.images is 'its images as the public sees them; kept by triggers';
comment on column jatre.discovered_events.change_kind is
'what the last write changed, null when the public sees nothing of it; kept by triggers';
comment on column jatre.discovered_events.change_rooms is
'where that is delivered, when not in rooms; kept by triggers';
comment on column jatre.discovered_events.change_moved is 'whether its dates have to follow it; kept by triggers';
comment on column jatre.discovered_events.change_moderated is 'whether moderators get the last write; kept by triggers';
comment on column jatre.discovered_events.search is 'title, venue and description for full text; kept by triggers';
comment on column jatre.discovered_events.created_at is 'when the row was made';
comment on column jatre.discovered_events.updated_at is 'when its visible state last changed';

comment on table jatre.event_counters is 'Counted beside the event: a view is no change of the event.';
comment on column jatre.event_counters.event_id is 'the event';
comment on column jatre.event_counters.view_count is 'views, once per visitor and day';
comment on column jatre.event_counters.rsvp_count is 'who is going';
comment on column jatre.event_counters.share_count is 'shares, once per visitor and day';

comment on table jatre.event_decisions is
'What a person decided, keyed on the listing''s natural key, so that it outlives every import. Never deleted: '
'revoked.';
comment on column jatre.event_decisions.id is 'the decision';
comment on column jatre.event_decisions.kind is 'approve, reject, flag, edit, merge or split';
comment on column jatre.event_decisions.source_slug is 'of the listing it is about';
comment on column jatre.event_decisions.external_id is 'of the listing it is about';
comment on column jatre.event_decisions.other_source_slug is 'the other listing of a merge or split';
comment on column jatre.event_decisions.other_external_id is 'the other listing of a merge or split';
comment on column jatre.event_decisions.patch is 'the fields that an edit sets';
comment on column jatre.event_decisions.reason is 'why, in the person''s words';
comment on column jatre.event_decisions.decided_by is 'who';
comment on column jatre.event_decisions.decided_at is 'when';
comment on column jatre.event_decisions.revoked_at is 'when it was taken back';

comment on table jatre.event_duplicates is 'Why a listing was taken for the happening of an event, or is for review.';
comment on column jatre.event_duplicates.id is 'the row';
comment on column jatre.event_duplicates.primary_event_id is 'the event';
comment on column jatre.event_duplicates.duplicate_event_id is 'the listing';
comment on column jatre.event_duplicates.similarity_score is '0 to 1';
comment on column jatre.event_duplicates.match_fields is 'the score''s parts';
comment on column jatre.event_duplicates.created_at is 'when';

comment on table jatre.event_images is 'The pictures of an event, at the sources'' own addresses.';
comment on column jatre.event_images.id is 'the image';
comment on column jatre.event_images.event_id is 'the event';
comment on column jatre.event_images.url is 'its address';
comment on column jatre.event_images.thumbnail_url is 'of a smaller form';
comment on column jatre.event_images.source_url is 'the page it stands on';
comment on column jatre.event_images.alt_text is 'what it shows, in words';
comment on column jatre.event_images.is_primary is 'the one that is shown first';
comment on column jatre.event_images.created_at is 'when';

comment on table jatre.event_occurrences is 'One row per date of an event: what lists and indexes work on.';
comment on column jatre.event_occurrences.event_id is 'the event';
comment on column jatre.event_occurrences.starts_at is 'the start; local midnight when date_only';
comment on column jatre.event_occurrences.ends_at is 'the end, if it is known';
comment on column jatre.event_occurrences.date_only is 'whether no hour is known';
comment on column jatre.event_occurrences.cancelled is 'whether this date alone is cancelled';
comment on column jatre.event_occurrences.over_at is
'when it is no longer on: its end; without one, a day after a date-only start, three hours after a timed one';
comment on column jatre.event_occurrences.is_public is 'as the event''s; kept by triggers';
comment on column jatre.event_occurrences.category is 'as the event''s; kept by triggers';
comment on column jatre.event_occurrences.area_code is 'as the event''s; kept by triggers';
comment on column jatre.event_occurrences.location is 'as the event''s; kept by triggers';

comment on table jatre.event_ratings is 'How it was: one row per user and event.';
comment on column jatre.event_ratings.event_id is 'the event';
comment on column jatre.event_ratings.user_id is 'the user';
comment on column jatre.event_ratings.rating is '1 to 5';
comment on column jatre.event_ratings.comment is 'the user''s words';
comment on column jatre.event_ratings.created_at is 'when';
comment on column jatre.event_ratings.updated_at is 'when it last changed';

comment on table jatre.event_rsvps is 'Who means to come: one row per user and event.';
comment on column jatre.event_rsvps.event_id is 'the event';
comment on column jatre.event_rsvps.user_id is 'the user';
comment on column jatre.event_rsvps.status is 'going, interested or declined';
comment on column jatre.event_rsvps.created_at is 'when';
comment on column jatre.event_rsvps.updated_at is 'when it last changed';

comment on table jatre.event_sources is
'The source instances: which site is read, by which kind of connector, how often.';
comment on column jatre.event_sources.id is 'the source';
comment on column jatre.event_sources.slug is 'its name in DAGs and decisions';
comment on column jatre.event_sources.name is 'its name for people';
comment on column jatre.event_sources.kind is 'the kind of connector';
comment on column jatre.event_sources.type is 'api, scraper, rss, ical, webhook or replay';
comment on column jatre.event_sources.config is 'what the connector reads; secrets stand in it by name only';
comment on column jatre.event_sources.area_code is 'the area it is about';
comment on column jatre.event_sources.schedule is 'cron in the area''s zone; null runs by hand only';
comment on column jatre.event_sources.rate_limit is 'requests in one window';
comment on column jatre.event_sources.rate_window is 'the window, in seconds';
comment on column jatre.event_sources.priority is '1 is the most trusted, 10 the least';
comment on column jatre.event_sources.official is 'whether it is the venue''s or organizer''s own';
comment on column jatre.event_sources.is_active is 'false pauses it';
comment on column jatre.event_sources.paused_at is 'when it was paused by itself, after failures';
comment on column jatre.event_sources.paused_reason is 'why, in words';
comment on column jatre.event_sources.resumed_at is 'when a person let it be read again: failures before count no more';
comment on column jatre.event_sources.on_trial is
'whether its first successful trial makes it active; false for one that was active, or that an administrator keeps off';
comment on column jatre.event_sources.state is 'what the connector wants to know next time';
comment on column jatre.event_sources.last_fetched_at is 'when it was last read';
comment on column jatre.event_sources.created_at is 'when it was added';
comment on column jatre.event_sources.updated_at is 'when it was last changed';

comment on table jatre.event_visits is 'That somebody was counted today; forgotten when the day is over.';
comment on column jatre.event_visits.day is 'the day';
comment on column jatre.event_visits.event_id is 'the event';
comment on column jatre.event_visits.what is 'view or share';
comment on column jatre.event_visits.visitor is 'a hash under the day''s salt';

comment on table jatre.events_staging is
'The ledger: one row per listing, for ever. Its body may be emptied by retention, its row stays.';
comment on column jatre.events_staging.id is 'the listing';
comment on column jatre.events_staging.source_id is 'the source';
comment on column jatre.events_staging.external_id is 'how it is recognised within its source';
comment on column jatre.events_staging.content_hash is 'differs when it has changed';
comment on column jatre.events_staging.raw_data is 'the record as the source gave it';
comment on column jatre.events_staging.processed_data is 'the listing as the stages have understood it';
comment on column jatre.events_staging.archive_uri is 'the payload it came in';
comment on column jatre.events_staging.stage is 'the stage it waits for, or done';
comment on column jatre.events_staging.status is 'what became of it';
comment on column jatre.events_staging.set_aside_reason is 'why it was kept out of the way';
comment on column jatre.events_staging.error is 'the error behind that';
comment on column jatre.events_staging.event_id is 'the event it belongs to';
comment on column jatre.events_staging.duplicate_of is 'the listing that founded that event, when it is another one';
comment on column jatre.events_staging.confidence_score is 'how sure its values are, 0 to 1';
comment on column jatre.events_staging.extraction_metadata is 'where its values came from';
comment on column jatre.events_staging.local_dates is 'the local days of its dates: what matching blocks on';
comment on column jatre.events_staging.title_key is 'the title''s significant words in order';
comment on column jatre.events_staging.expanded_until is 'until when its rule is expanded; it is read again before';
comment on column jatre.events_staging.first_seen_at is 'when it was first seen';
comment on column jatre.events_staging.changed_at is 'when its content last changed';
comment on column jatre.events_staging.tries is 'how often it was begun and neither done nor set aside since';
comment on column jatre.events_staging.absent_runs is 'complete fetches in a row that did not show it';
comment on column jatre.events_staging.gone_at is 'when it was taken to be gone';
comment on column jatre.events_staging.processed_at is 'when a stage last finished with it';
comment on column jatre.events_staging.venue_key is 'the venue that it names, as venue_names has it';

comment on table jatre.feed_changes is
'The feed: dense, ordered by seq, written by the sequencer alone; partitioned by seq.';
comment on column jatre.feed_changes.seq is 'its place in the one order';
comment on column jatre.feed_changes.kind is
'event:new, event:updated, event:cancelled, event:removed, place:status, weather:update, bulk, moderation, reset';
comment on column jatre.feed_changes.entity is 'what changed';
comment on column jatre.feed_changes.version is 'of the entity';
comment on column jatre.feed_changes.rooms is 'where it is delivered';
comment on column jatre.feed_changes.payload is 'JSON';
comment on column jatre.feed_changes.changed_at is 'when it was written';
comment on column jatre.feed_changes.sequenced_at is 'when it got its number';

comment on table jatre.feed_head is 'Where the feed stands: one row.';
comment on column jatre.feed_head.singleton is 'always true';
comment on column jatre.feed_head.head is 'the last number given';
comment on column jatre.feed_head.floor is 'the smallest position from which a resume is still complete';
comment on column jatre.feed_head.partitioned_until is 'the first number that has no partition yet';
comment on column jatre.feed_head.epoch is 'one life of the feed; a cursor of another one is reset';
comment on column jatre.feed_head.fingerprint is 'distinguishes this database''s history from any other';
comment on column jatre.feed_head.salt is 'makes a new epoch differ';

comment on table jatre.feed_outbox is
'Where triggers leave changes that have no number yet. One unpartitioned table: a missing partition would fail '
'the writer.';
comment on column jatre.feed_outbox.id is 'the order of writing';
comment on column jatre.feed_outbox.xid is 'the writer''s transaction';
comment on column jatre.feed_outbox.kind is 'as in feed_changes';
comment on column jatre.feed_outbox.entity is 'what changed';
comment on column jatre.feed_outbox.version is 'of the entity';
comment on column jatre.feed_outbox.rooms is 'where it is delivered';
comment on column jatre.feed_outbox.payload is 'JSON';
comment on column jatre.feed_outbox.changed_at is 'when it was written';

comment on table jatre.fetch_history is 'One row per visit to a source, also when it fails.';
comment on column jatre.fetch_history.id is 'the visit';
comment on column jatre.fetch_history.source_id is 'the source';
comment on column jatre.fetch_history.run_id is 'Airflow''s run, the same over its retries';
comment on column jatre.fetch_history.started_at is 'when';
comment on column jatre.fetch_history.business_time is 'when it was for the listings: a replay''s date';
comment on column jatre.fetch_history.completed_at is 'when it ended';
comment on column jatre.fetch_history.status is 'running, success, partial or failed';
comment on column jatre.fetch_history.complete is 'whether it brought all that the source lists inside the window';
comment on column jatre.fetch_history.window_start is 'the first start that it covered';
comment on column jatre.fetch_history.window_end is 'the last';
comment on column jatre.fetch_history.records_found is 'what it brought';
comment on column jatre.fetch_history.records_new is 'listings that were not known';
comment on column jatre.fetch_history.records_changed is 'listings with another content';
comment on column jatre.fetch_history.records_unchanged is 'listings as they were';
comment on column jatre.fetch_history.records_absent is 'known listings that it did not show';
comment on column jatre.fetch_history.records_unreadable is 'records without an identity';
comment on column jatre.fetch_history.events_found is 'of the plan; not filled yet';
comment on column jatre.fetch_history.events_processed is 'of the plan; not filled yet';
comment on column jatre.fetch_history.events_approved is 'of the plan; not filled yet';
comment on column jatre.fetch_history.archive_uris is 'the payloads it brought';
comment on column jatre.fetch_history.not_modified is
'whether the site answered that nothing has changed: no list came';
comment on column jatre.fetch_history.record_fields is 'in how many of its records each field had a value';
comment on column jatre.fetch_history.error_details is 'what went wrong, and what was unreadable';
comment on column jatre.fetch_history.execution_time_ms is 'how long it took';
comment on column jatre.fetch_history.created_at is 'when the row was made';

comment on table jatre.place_live_status is 'What a place is like right now; the newest valid row counts.';
comment on column jatre.place_live_status.id is 'the row';
comment on column jatre.place_live_status.place_id is 'the place';
comment on column jatre.place_live_status.is_open is 'whether it is open';
comment on column jatre.place_live_status.current_capacity is 'empty, quiet, moderate, busy or packed';
comment on column jatre.place_live_status.wait_time_minutes is 'how long one waits';
comment on column jatre.place_live_status.special_status is 'a line about now';
comment on column jatre.place_live_status.source is 'google, user, prediction or business';
comment on column jatre.place_live_status.confidence is '0 to 1';
comment on column jatre.place_live_status.valid_until is 'after that it counts no more';
comment on column jatre.place_live_status.created_at is 'when';
comment on column jatre.place_live_status.updated_at is 'when it last changed';

comment on table jatre.places is
'Venues and other named places: the gazetteer of an area and what the sources add to it.';
comment on column jatre.places.id is 'the place';
comment on column jatre.places.slug is 'its name in seeds';
comment on column jatre.places.name is 'its name for people';
comment on column jatre.places.aliases is 'other names';
comment on column jatre.places.kind is 'what kind of place';
comment on column jatre.places.address is 'the postal address';
comment on column jatre.places.location is 'the point, WGS 84';
comment on column jatre.places.area_code is 'the area it lies in';
comment on column jatre.places.plus_code is 'Open Location Code';
comment on column jatre.places.google_place_id is 'Google''s id';
comment on column jatre.places.osm_id is 'OpenStreetMap''s id';
comment on column jatre.places.created_at is 'when it was added';
comment on column jatre.places.updated_at is 'when it last changed';

comment on table jatre.user_event_preferences is 'What a user wants to know about.';
comment on column jatre.user_event_preferences.id is 'the row';
comment on column jatre.user_event_preferences.user_id is 'the user';
comment on column jatre.user_event_preferences.categories is 'categories';
comment on column jatre.user_event_preferences.keywords is 'words';
comment on column jatre.user_event_preferences.preferred_days is 'days of the week';
comment on column jatre.user_event_preferences.preferred_times is 'spans of the day';
comment on column jatre.user_event_preferences.max_distance_km is 'how far';
comment on column jatre.user_event_preferences.price_range is 'how dear';
comment on column jatre.user_event_preferences.notification_channels is '{"push": bool, "email": bool}';
comment on column jatre.user_event_preferences.created_at is 'when';
comment on column jatre.user_event_preferences.updated_at is 'when it last changed';

comment on table jatre.visit_salts is 'What visitors are hashed with: one a day, gone when the day is.';
comment on column jatre.visit_salts.day is 'the day';
comment on column jatre.visit_salts.salt is 'random bytes';

comment on table jatre.webhook_inbox is
'What sites have pushed to us, until a fetch takes it; kept for a while, so that the same delivery is known again.';
comment on column jatre.webhook_inbox.id is 'the order of arrival';
comment on column jatre.webhook_inbox.source_id is 'the source';
comment on column jatre.webhook_inbox.delivery_id is 'the sender''s own name for it';
comment on column jatre.webhook_inbox.body is 'as it came';
comment on column jatre.webhook_inbox.received_at is 'when';
comment on column jatre.webhook_inbox.signed_at is 'when its sender signed it; when it came, if nobody said';
comment on column jatre.webhook_inbox.taken_at is 'when a fetch took it';

comment on table jatre.repeatables is 'What the functions, views and triggers were last made from.';
comment on column jatre.repeatables.fingerprint is 'of all their files';

comment on table jatre.feed_large is
'What the sequencer knows of a transaction too large for one step, until its last change has its number.';
comment on column jatre.feed_large.xid is 'the transaction';
comment on column jatre.feed_large.counted_to is 'how far its changes have been counted';
comment on column jatre.feed_large.last_id is 'its last change in the outbox';

comment on table jatre.feed_large_rooms is
'How many changes such a transaction made in each room; a room that is missing has few.';
comment on column jatre.feed_large_rooms.xid is 'the transaction';
comment on column jatre.feed_large_rooms.room is 'the room';
comment on column jatre.feed_large_rooms.size is 'its changes there';

comment on table jatre.source_limits is
'The limit of a source as its workers share it: reservations are made one after another, under this row.';
comment on column jatre.source_limits.source_id is 'the source';
comment on column jatre.source_limits.last_at is 'the turn of its latest request';

comment on table jatre.source_reservations is 'The requests that count against the limit of a source.';
comment on column jatre.source_reservations.id is 'the reservation';
comment on column jatre.source_reservations.source_id is 'the source';
comment on column jatre.source_reservations.free_at is
'until when it counts: one window after the request has ended, at the latest';

comment on table jatre.host_failures is 'Hosts that failed and have not answered since; shared by all workers.';
comment on column jatre.host_failures.id is 'the row';
comment on column jatre.host_failures.host is 'host:port';
comment on column jatre.host_failures.source_id is
'whose requests failed; null: those of any, since it last answered one';
comment on column jatre.host_failures.failures is 'in a row';
comment on column jatre.host_failures.failed_since is 'the first of the row';
comment on column jatre.host_failures.failed_at is 'the latest';
comment on column jatre.host_failures.open_until is
'until when nobody asks it; then one worker tries it. Null: it may be asked';
comment on column jatre.host_failures.reason is 'of the latest';

comment on table jatre.match_models is
'A training of the matcher; the latest promoted one that was not withdrawn is in use, without any the shipped weights.';
comment on column jatre.match_models.id is 'its version, as the reasons of matches name it';
comment on column jatre.match_models.weights is 'log-odds by the name of what they weigh';
comment on column jatre.match_models.figures is
'log loss on the fixed set before and after, and how many decisions it learnt from';
comment on column jatre.match_models.promoted is 'whether it was better than the one in use then';
comment on column jatre.match_models.trained_at is 'when';
comment on column jatre.match_models.withdrawn_at is 'when somebody took it out of use';
comment on table jatre.match_locks is
'What matching waits for: a row per local day and per title of a source, held until the end of a transaction.';
comment on column jatre.match_locks.name is 'the day or the title';

comment on table jatre.pipeline_requests is 'What the service asks of the pipeline: a row that a DAG picks up.';
comment on column jatre.pipeline_requests.id is 'the order of asking';
comment on column jatre.pipeline_requests.kind is 'fetch: read the source now; preview: read it once and write nothing';
comment on column jatre.pipeline_requests.target is 'the source or the address';
comment on column jatre.pipeline_requests.asked_by is 'who asked';
comment on column jatre.pipeline_requests.asked_at is 'when';
comment on column jatre.pipeline_requests.state is 'waiting, running, done or failed';
comment on column jatre.pipeline_requests.tries is 'how often it was begun';
comment on column jatre.pipeline_requests.started_at is 'when it was last begun';
comment on column jatre.pipeline_requests.finished_at is 'when it ended';
comment on column jatre.pipeline_requests.run_id is 'the scheduler''s run that took it';
comment on column jatre.pipeline_requests.answer is 'what came of it';

comment on table jatre.venue_names is
'Names of venues that listings use and the gazetteer does not have: once for all ways of writing them.';
comment on column jatre.venue_names.area_code is 'the area whose sources use it';
comment on column jatre.venue_names.name_key is 'the name folded, without city and area';
comment on column jatre.venue_names.name is 'the name as it was first written';
comment on column jatre.venue_names.first_seen_at is 'when it was first seen';

comment on table jatre.venue_statements is
'Where a source states that a venue is, once for each place; whom that may teach is decided when it is read.';
comment on column jatre.venue_statements.id is 'the statement';
comment on column jatre.venue_statements.area_code is 'the area of the source';
comment on column jatre.venue_statements.name_key is 'the venue';
comment on column jatre.venue_statements.source_id is 'who states it';
comment on column jatre.venue_statements.listing_id is 'a listing that states it';
comment on column jatre.venue_statements.spot is 'the place as one word: the same in two listings that state the same';
comment on column jatre.venue_statements.name is 'the name as written there';
comment on column jatre.venue_statements.is_branch is 'whether the name itself says which of several venues it is';
comment on column jatre.venue_statements.part is 'the part of the city, by point or words; the area by its code';
comment on column jatre.venue_statements.address is 'the address as stated';
comment on column jatre.venue_statements.location is 'the point as stated, WGS 84';
comment on column jatre.venue_statements.stated_at is 'when it was first stated';

comment on table jatre.venue_decisions is
'What persons decided of venues; it outlives every import and outweighs every source.';
comment on column jatre.venue_decisions.id is 'the decision';
comment on column jatre.venue_decisions.kind is
'place: it is there; same: it is another name of a venue; several: one name of several';
comment on column jatre.venue_decisions.area_code is 'the area';
comment on column jatre.venue_decisions.name_key is 'the venue';
comment on column jatre.venue_decisions.name is 'the name as the person wrote it';
comment on column jatre.venue_decisions.other_name is 'of same: the name that its listings get';
comment on column jatre.venue_decisions.part is 'of place: the part of the city; the area by its code';
comment on column jatre.venue_decisions.address is 'of place: the address';
comment on column jatre.venue_decisions.location is 'of place: the point, WGS 84';
comment on column jatre.venue_decisions.reason is 'why';
comment on column jatre.venue_decisions.decided_by is 'who decided';
comment on column jatre.venue_decisions.decided_at is 'when';
comment on column jatre.venue_decisions.revoked_at is 'when it was taken back';

comment on table jatre.listing_popularity is
'How many people go to what a source lists: popularity, and no change of it.';
comment on column jatre.listing_popularity.source_id is 'the source';
comment on column jatre.listing_popularity.external_id is 'its id of the listing';
comment on column jatre.listing_popularity.attending is 'how many, as the source stated last';
comment on column jatre.listing_popularity.seen_at is 'when it last changed';
