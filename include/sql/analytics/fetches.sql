-- Every visit to a source, without what went wrong in words: an error may quote a record.
create view analytics.fetches with (security_barrier) as
select
  f.id as fetch_id,
  s.slug as source,
  case
    when f.reread_of is not null then 're-read'
    when f.backfill_start is not null then 'backfill'
    else 'fetch'
  end as kind,
  f.status,
  f.complete,
  f.not_modified,
  f.records_found,
  f.records_new,
  f.records_changed,
  f.records_unchanged,
  f.records_absent,
  f.records_unreadable,
  f.started_at,
  f.completed_at,
  f.execution_time_ms
from jatre.fetch_history as f
inner join jatre.event_sources as s on f.source_id = s.id;

comment on view analytics.fetches is 'One row per visit to a source, failed ones too, as long as operators keep them.';
comment on column analytics.fetches.fetch_id is 'the visit';
comment on column analytics.fetches.source is 'the slug of the source';
comment on column analytics.fetches.kind is
'fetch; backfill: of a range that was asked for; or re-read: of what was fetched before, out of the archive';
comment on column analytics.fetches.status is 'running, success, partial or failed';
comment on column analytics.fetches.complete is 'whether it brought all that the source lists inside its window';
comment on column analytics.fetches.not_modified is 'whether the site answered that nothing has changed';
comment on column analytics.fetches.records_found is 'how many records it brought';
comment on column analytics.fetches.records_new is 'listings that were not known';
comment on column analytics.fetches.records_changed is 'listings with another content';
comment on column analytics.fetches.records_unchanged is 'listings as they were';
comment on column analytics.fetches.records_absent is 'known listings that it did not show';
comment on column analytics.fetches.records_unreadable is 'records that could not even be given an identity';
comment on column analytics.fetches.started_at is 'when it began';
comment on column analytics.fetches.completed_at is 'when it ended';
comment on column analytics.fetches.execution_time_ms is 'how long it took, in milliseconds';
