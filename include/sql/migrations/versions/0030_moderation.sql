alter table jatre.event_decisions
drop constraint event_decisions_kind_check,
add constraint event_decisions_kind_check
check (kind in ('approve', 'reject', 'flag', 'edit', 'merge', 'split', 'gone', 'snooze')),
drop constraint event_decisions_patch_check,
add constraint event_decisions_patch_check check ((kind in ('edit', 'gone', 'snooze')) = (patch is not null));

alter table jatre.pipeline_requests
drop constraint pipeline_requests_kind_check,
add constraint pipeline_requests_kind_check
check (kind in ('fetch', 'preview', 'preview_address', 'add_source', 'stages', 'consequences'));

-- The queue: what waits for a person.
create index discovered_events_waiting_idx
on jatre.discovered_events (start_time)
where moderation_status in ('pending', 'flagged') and merged_into is null;

create index event_decisions_snooze_idx
on jatre.event_decisions (source_slug, external_id)
where kind = 'snooze' and revoked_at is null;

-- Undoing what was decided lately, whatever it was about.
create index event_decisions_version_idx on jatre.event_decisions (version desc);
