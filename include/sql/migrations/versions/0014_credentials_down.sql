alter table jatre.event_sources
drop column credentials_end_at,
drop column credentials_reason,
drop column credentials_checked_at;
