-- How the sources fare: the figures that operators have, and of reasons those words alone that quote no record.
create view analytics.source_health with (security_barrier) as
select
  h.slug as source,
  h.name,
  h.kind,
  s.official,
  s.priority,
  s.schedule,
  h.state,
  h.failed_runs,
  h.last_success_at,
  h.last_news_at,
  h.fetches,
  h.success_rate,
  h.latency_ms,
  h.last_list_at,
  h.found,
  h.new,
  h.changed,
  h.unchanged,
  h.unreadable,
  h.usually_found,
  h.not_modified,
  h.listings,
  h.duplicates_share,
  h.set_aside,
  (
    select jsonb_object_agg(r.reason, r.listings)
    from (
      select
        jatre.source_reason_public(k.key) as reason,
        sum(k.value::bigint) as listings
      from jsonb_each_text(h.set_aside_reasons) as k
      group by 1
    ) as r
  ) as set_aside_reasons,
  h.removals_held,
  h.lost_fields,
  h.paused_at
from jatre.source_health_v1 as h
inner join jatre.event_sources as s on h.id = s.id;

comment on view analytics.source_health is 'One row per source: its state, and the figures of its last 20 fetches.';
comment on column analytics.source_health.source is 'its slug: its name in DAGs and in the other views';
comment on column analytics.source_health.name is 'its name for people';
comment on column analytics.source_health.kind is 'how it is read: rss, ical, ...';
comment on column analytics.source_health.official is 'whether it is the venue''s or organizer''s own';
comment on column analytics.source_health.priority is 'whose word stands when sources differ; 1 is the most trusted';
comment on column analytics.source_health.schedule is 'cron in its area''s zone; null runs by hand only';
comment on column analytics.source_health.state is 'healthy, degraded, failing or paused';
comment on column analytics.source_health.failed_runs is 'how many runs have failed in a row';
comment on column analytics.source_health.last_success_at is 'when it was last read';
comment on column analytics.source_health.last_news_at is 'when one of its current listings last changed';
comment on column analytics.source_health.fetches is 'how many fetches the figures are of, 20 at most';
comment on column analytics.source_health.success_rate is 'which share of them did not fail, 0 to 1';
comment on column analytics.source_health.latency_ms is 'how long one takes, in milliseconds (median)';
comment on column analytics.source_health.last_list_at is 'when the last fetch began that brought a list';
comment on column analytics.source_health.found is 'of that fetch: how many records';
comment on column analytics.source_health.new is 'of that fetch: listings that were not known';
comment on column analytics.source_health.changed is 'of that fetch: listings with another content';
comment on column analytics.source_health.unchanged is 'of that fetch: listings as they were';
comment on column analytics.source_health.unreadable is 'of that fetch: records without an identity';
comment on column analytics.source_health.usually_found is 'how many records were usual before it (median of ten)';
comment on column analytics.source_health.not_modified is 'whether its last fetch was answered "not modified"';
comment on column analytics.source_health.listings is 'what it lists now: to come, or changed within 30 days';
comment on column analytics.source_health.duplicates_share is
'which share of these is another listing''s event, 0 to 1';
comment on column analytics.source_health.set_aside is 'how many of these were set aside';
comment on column analytics.source_health.set_aside_reasons is 'for which reasons most were: {"reason": listings}';
comment on column analytics.source_health.removals_held is 'how many absent ones were not taken to be gone';
comment on column analytics.source_health.lost_fields is 'fields that its records had and have no longer';
comment on column analytics.source_health.paused_at is 'when it was paused by itself, after failures';
