alter table jatre.fetch_history drop column record_fields, drop column not_modified;
alter table jatre.event_sources drop column resumed_at, drop column paused_reason, drop column paused_at;
