-- What became of what sources list: one row per listing for ever, without anything of what it says. Its own id at the
-- source is left out too: some are mail addresses.
create view analytics.listings with (security_barrier) as
select
  l.id as listing_id,
  s.slug as source,
  l.event_id,
  l.status,
  l.stage,
  case when l.set_aside_reason is not null then jatre.source_reason_public(l.set_aside_reason) end as reason,
  e.category,
  e.moderation_status as verdict,
  coalesce(e.is_public, false) as is_shown,
  coalesce(l.id = e.staging_id, false) as is_first,
  l.local_dates[1] as first_day,
  l.local_dates[cardinality(l.local_dates)] as last_day,
  l.absent_runs,
  l.first_seen_at,
  l.changed_at,
  l.processed_at,
  l.gone_at,
  case when l.id = e.staging_id then e.published_at - l.first_seen_at end as time_to_page
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
left join jatre.discovered_events as e on l.event_id = e.id;

comment on view analytics.listings is
'One row per listing: what one source publishes of one happening, and what became of it. Rows stay for ever.';
comment on column analytics.listings.listing_id is 'the listing';
comment on column analytics.listings.source is 'the slug of its source';
comment on column analytics.listings.event_id is 'the event it belongs to; null when it is none, or none yet';
comment on column analytics.listings.status is
'what became of it: pending, approved, rejected, duplicate (another listing''s values stand first) or set_aside';
comment on column analytics.listings.stage is 'the stage it waits for, or done';
comment on column analytics.listings.reason is 'why it was set aside, in fixed words that quote nothing of it';
comment on column analytics.listings.category is 'of its event';
comment on column analytics.listings.verdict is 'on its event: pending, approved, rejected or flagged';
comment on column analytics.listings.is_shown is 'whether the public sees its event';
comment on column analytics.listings.is_first is 'whether it was the first listing of its event';
comment on column analytics.listings.first_day is 'the first local day that it names';
comment on column analytics.listings.last_day is 'the last local day that it names';
comment on column analytics.listings.absent_runs is 'complete fetches in a row that did not show it';
comment on column analytics.listings.first_seen_at is 'when it was first seen';
comment on column analytics.listings.changed_at is 'when its content last changed';
comment on column analytics.listings.processed_at is 'when a stage last finished with it';
comment on column analytics.listings.gone_at is 'when it was taken to be gone';
comment on column analytics.listings.time_to_page is
'of the first listing of an event: from when it was first seen until the public saw the event';
