-- Standing edits and verdicts on the listings of :events, the oldest first.
select
  l.event_id,
  d.kind,
  d.patch,
  d.reason,
  d.decided_by,
  d.decided_at
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
inner join jatre.event_decisions as d on s.slug = d.source_slug and l.external_id = d.external_id
where
  l.event_id = any(cast(:events as uuid[]))
  and d.revoked_at is null
  and d.kind in ('edit', 'approve', 'reject', 'flag')
order by l.event_id, d.decided_at, d.id
