delete from jatre.pipeline_requests
where kind = 'stages';
alter table jatre.pipeline_requests
drop constraint pipeline_requests_kind_check,
add constraint pipeline_requests_kind_check check (kind in ('fetch', 'preview', 'preview_address', 'add_source'));

-- names are no ids
alter table jatre.discovered_events alter column moderated_by type uuid using null;

-- what was confirmed to be gone stays gone
delete from jatre.event_decisions
where kind = 'gone';
drop index jatre.event_decisions_decision_idx;
drop index jatre.event_decisions_history_idx;
drop index jatre.event_decisions_other_history_idx;
alter table jatre.event_decisions
drop constraint event_decisions_kind_check,
add constraint event_decisions_kind_check check (kind in ('approve', 'reject', 'flag', 'edit', 'merge', 'split')),
drop constraint event_decisions_patch_check,
add constraint event_decisions_check1 check ((kind = 'edit') = (patch is not null)),
drop column decision,
drop column version,
drop column revoked_by,
drop column revoked_reason,
drop column revoked_version;
