-- When the credentials of a source end.
alter table jatre.event_sources
add column credentials_end_at timestamptz,
add column credentials_reason text,
add column credentials_checked_at timestamptz;
