-- A list walks the dates in the order of their starts, of all or of one category.
create index event_occurrences_start_idx on jatre.event_occurrences (starts_at, event_id) where is_public;

create index event_occurrences_category_idx on jatre.event_occurrences (category, starts_at, event_id) where is_public;

-- What has been going on for more than a day: by the moment, and by its event.
create index event_occurrences_long_idx
on jatre.event_occurrences using gist (tstzrange(starts_at, over_at))
where is_public and over_at - starts_at > interval '24 hours';

create index event_occurrences_long_event_idx
on jatre.event_occurrences (event_id)
where is_public and over_at - starts_at > interval '24 hours';

-- What few events have is found by itself, without walking.
create index discovered_events_rooms_idx on jatre.discovered_events using gin (rooms) where is_public;

create index discovered_events_cost_idx on jatre.discovered_events (cost_type) where is_public;

create index discovered_events_venue_trgm_idx
on jatre.discovered_events using gin (venue_name public.gin_trgm_ops)
where is_public;
