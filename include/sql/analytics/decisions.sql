-- What persons decided: one row per decision, without who did and without what an edit wrote. A reason is shown when at
-- least three decisions gave it in the same words and it has no mail address and no long number: what is written once
-- may be about a person, a phrase that is used again and again is about a rule.
create view analytics.decisions with (security_barrier) as
with common as (
  select g.reason
  from (select distinct
    d.decision,
    d.reason
  from jatre.event_decisions as d) as g
  where g.reason !~ '@|[0-9][0-9 -]{3,}[0-9]'
  group by g.reason
  having count(*) >= 3
)

select
  d.decision as decision_id,
  min(d.kind) as kind,
  min(c.reason) as reason,
  count(*) as parts,
  array_agg(distinct d.source_slug order by d.source_slug) as sources,
  (array_agg(l.event_id order by d.version) filter (where l.event_id is not null))[1] as event_id,
  min(d.decided_at) as decided_at,
  max(d.revoked_at) as revoked_at
from jatre.event_decisions as d
left join common as c on d.reason = c.reason
left join jatre.event_sources as s on d.source_slug = s.slug
left join jatre.events_staging as l on s.id = l.source_id and d.external_id = l.external_id
group by d.decision;

comment on view analytics.decisions is
'One row per decision of a person, those that were taken back too. Who decided is not shown.';
comment on column analytics.decisions.decision_id is 'the decision';
comment on column analytics.decisions.kind is 'approve, reject, flag, edit, merge, split, gone or snooze';
comment on column analytics.decisions.reason is
'why, where at least three decisions gave the same words and these name no address and no number; else null';
comment on column analytics.decisions.parts is 'how many listings, or pairs of them, it is about';
comment on column analytics.decisions.sources is 'the slugs of their sources';
comment on column analytics.decisions.event_id is 'the event to which the first of them belongs now';
comment on column analytics.decisions.decided_at is 'when';
comment on column analytics.decisions.revoked_at is 'when it was taken back; null while it stands';
