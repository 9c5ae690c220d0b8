drop index jatre.event_duplicates_review_idx;

drop index jatre.events_staging_post_idx;
