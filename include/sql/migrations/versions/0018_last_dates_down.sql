drop index jatre.events_staging_last_date_idx;
