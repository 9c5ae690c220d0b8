-- Take out what alerts keep of erased :events: how they were seen last, what was found of them, what waits to be told,
-- before and after of what was told, and the names of alerts that follow them, which are mostly their titles. Of those
-- that other listings still state they keep what is shown now.
with gone as (
  delete from jatre.alert_events as s
  where
    s.event_id = any(cast(:events as uuid[]))
    and not exists (
      select from jatre.discovered_events as e
      where e.id = s.event_id and e.is_public
    )
),

stays as (
  update jatre.alert_events as s
  set version = e.version, over_at = e.over_at, document = p.payload::jsonb, search = e.search
  from jatre.discovered_events as e inner join jatre.event_payload as p on e.id = p.id
  where s.event_id = e.id and e.is_public and s.event_id = any(cast(:events as uuid[]))
),

found as (
  delete from jatre.alert_findings as f
  where f.event_id = any(cast(:events as uuid[]))
),

waiting as (
  delete from jatre.alert_outbox as o
  where o.event_id = any(cast(:events as uuid[])) and o.waits
),

told as (
  update jatre.alert_outbox as o set detail = null
  where o.event_id = any(cast(:events as uuid[])) and not o.waits and o.detail is not null
)

update jatre.alerts as a
set
  name = coalesce((
    select e.title from jatre.discovered_events as e
    where e.id = a.event_id and e.is_public
  ), '-')
where a.event_id = any(cast(:events as uuid[]))
