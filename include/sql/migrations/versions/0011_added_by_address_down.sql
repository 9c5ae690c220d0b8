delete from jatre.pipeline_requests
where kind in ('preview_address', 'add_source') or length(target) > 200;
alter table jatre.pipeline_requests
drop column options,
drop constraint pipeline_requests_kind_check,
add constraint pipeline_requests_kind_check check (kind in ('fetch', 'preview')),
drop constraint pipeline_requests_target_check,
add constraint pipeline_requests_target_check check (length(target) between 1 and 200);
alter table jatre.event_sources drop column added_by;
