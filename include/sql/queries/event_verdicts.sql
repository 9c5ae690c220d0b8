-- The standing verdicts on any listing of :event, or of the one that it was merged into.
select d.decision
from jatre.discovered_events as e
inner join jatre.events_staging as l on l.event_id = coalesce(e.merged_into, e.id)
inner join jatre.event_sources as s on l.source_id = s.id
inner join jatre.event_decisions as d on s.slug = d.source_slug and l.external_id = d.external_id
where e.id = :event and d.revoked_at is null and d.kind in ('approve', 'reject', 'flag')
group by d.decision
order by min(d.decided_at), d.decision
