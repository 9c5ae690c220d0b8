drop index jatre.events_staging_changed_idx;
alter table jatre.event_sources drop column reported_state;
