-- How events were judged: one row per event, shown or not, without anything of what it says and without who judged it.
create view analytics.moderation with (security_barrier) as
select
  e.id as event_id,
  e.moderation_status as verdict,
  array(
    select distinct jatre.source_reason_public(r.reason)
    from unnest(e.moderation_reasons) as r (reason)
    order by 1
  ) as reasons,
  e.moderated_at is not null as by_person,
  e.category,
  s.slug as source,
  e.quality_score,
  e.start_time as starts_at,
  e.created_at as found_at,
  e.moderated_at,
  e.published_at,
  e.moderated_at - e.created_at as waited
from jatre.discovered_events as e
left join jatre.event_sources as s on e.source_id = s.id
where e.merged_into is null;

comment on view analytics.moderation is
'One row per event, shown or not: the standing verdict and the automatic reasons for it.';
comment on column analytics.moderation.event_id is 'the event';
comment on column analytics.moderation.verdict is 'pending, approved, rejected or flagged';
comment on column analytics.moderation.reasons is
'why it waits or was rejected by itself, in fixed words; empty where nothing spoke against it, or a person decided';
comment on column analytics.moderation.by_person is 'whether a person gave the verdict';
comment on column analytics.moderation.category is 'of the event';
comment on column analytics.moderation.source is 'the slug of the source whose word stands first';
comment on column analytics.moderation.quality_score is 'how complete and credible the record is, 0 to 1';
comment on column analytics.moderation.starts_at is 'the start of its first date still to come, else of its last';
comment on column analytics.moderation.found_at is 'when the event was made, from its first listing';
comment on column analytics.moderation.moderated_at is 'when a person gave the verdict';
comment on column analytics.moderation.published_at is 'when the public first saw it; null when it never did';
comment on column analytics.moderation.waited is 'from when it was found until a person gave the verdict';
