create index discovered_events_staging_idx on jatre.discovered_events (staging_id);

-- Those that are gone too: what went within a day is counted among what is to come.
drop index jatre.events_staging_last_date_idx;
create index events_staging_last_date_idx
on jatre.events_staging (source_id, (local_dates[cardinality(local_dates)]), changed_at);
