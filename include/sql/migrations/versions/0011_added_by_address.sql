-- Who added a source by its address; and requests about addresses, of which some have options.
alter table jatre.event_sources add column added_by text check (length(added_by) between 1 and 200);
alter table jatre.pipeline_requests
add column options jsonb not null default '{}',
drop constraint pipeline_requests_kind_check,
add constraint pipeline_requests_kind_check check (kind in ('fetch', 'preview', 'preview_address', 'add_source')),
drop constraint pipeline_requests_target_check,
add constraint pipeline_requests_target_check check (length(target) between 1 and 2000);
