-- A person confirms that the :expected listings that the source :slug no longer lists are gone; none, when by now it is
-- another number. The events are rebuilt without them; it is a decision, and keeps the moment by which it is undone.
with held as (
  select l.id
  from jatre.events_staging as l
  inner join jatre.event_sources as s on l.source_id = s.id
  where
    s.slug = :slug
    and l.gone_at is null
    and l.absent_runs >= 2
    and jatre.now_v1()::date <= any(l.local_dates)
  for update of l
),

decided as (
  insert into jatre.event_decisions (decision, kind, source_slug, external_id, patch, reason, decided_by)
  select
    :decision,
    'gone' as kind,
    :slug as source_slug,
    l.external_id,
    jsonb_build_object('gone_at', jatre.now_v1()) as patch,
    :reason,
    :by as decided_by
  from jatre.events_staging as l
  where l.id in (select held.id from held) and (select count(*) from held) = :expected
)

update jatre.events_staging as l
set
  gone_at = jatre.now_v1(),
  stage = case when l.event_id is not null and l.stage in ('publish', 'done') then 'enrich' else l.stage end
where
  l.id in (select held.id from held)
  and (select count(*) from held) = :expected
returning l.external_id
