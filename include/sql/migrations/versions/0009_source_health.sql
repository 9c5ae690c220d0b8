-- A source that keeps failing is paused by itself, with the reason; a person resumes it.
alter table jatre.event_sources
add column paused_at timestamptz,
add column paused_reason text,
add column resumed_at timestamptz;

-- "Not modified" is not "nothing found", and a field that stops appearing is noticed.
alter table jatre.fetch_history
add column not_modified boolean not null default false,
add column record_fields jsonb;
