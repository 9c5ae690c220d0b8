-- A state is reported once; and a source's hours are those of its newest listings.
alter table jatre.event_sources
add column reported_state text check (reported_state in ('healthy', 'degraded', 'failing', 'paused'));
create index events_staging_changed_idx on jatre.events_staging (source_id, changed_at desc) where gone_at is null;
