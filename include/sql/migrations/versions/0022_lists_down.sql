drop index jatre.discovered_events_venue_trgm_idx;

drop index jatre.discovered_events_cost_idx;

drop index jatre.discovered_events_rooms_idx;

drop index jatre.event_occurrences_long_event_idx;

drop index jatre.event_occurrences_long_idx;

drop index jatre.event_occurrences_category_idx;

drop index jatre.event_occurrences_start_idx;
