drop index jatre.event_decisions_version_idx;
drop index jatre.event_decisions_snooze_idx;
drop index jatre.discovered_events_waiting_idx;

delete from jatre.pipeline_requests
where kind = 'consequences';
alter table jatre.pipeline_requests
drop constraint pipeline_requests_kind_check,
add constraint pipeline_requests_kind_check
check (kind in ('fetch', 'preview', 'preview_address', 'add_source', 'stages'));

delete from jatre.event_decisions
where kind = 'snooze';
alter table jatre.event_decisions
drop constraint event_decisions_kind_check,
add constraint event_decisions_kind_check
check (kind in ('approve', 'reject', 'flag', 'edit', 'merge', 'split', 'gone')),
drop constraint event_decisions_patch_check,
add constraint event_decisions_patch_check check ((kind in ('edit', 'gone')) = (patch is not null));
