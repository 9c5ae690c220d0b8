-- Standing edits and verdicts on the listings of :events, the oldest first. What was decided of an event of a listing's
-- own does not move with it when it merges into the event of a better source, unless a person merged the two: or a
-- rejected listing could take any event with it by repeating it. `moderated`: of a listing of a moderated source that
-- no person merged with one of a source that is not; it holds only for an event that moderated sources alone list. A
-- source is moderated unless its configuration has no `moderated`, or has false: whatever an administrator may have
-- written there by hand, nothing of it is shown unseen, and no cast of it fails for all.
select
  l.event_id,
  d.kind,
  d.patch,
  d.reason,
  d.decided_by,
  d.decided_at,
  coalesce(s.config -> 'moderated', 'false') <> 'false' and not exists (
    select
    from jatre.event_decisions as m
    inner join jatre.event_sources as o on o.slug in (m.source_slug, m.other_source_slug)
    where
      m.kind = 'merge'
      and m.revoked_at is null
      and (s.slug, l.external_id) in ((m.source_slug, m.external_id), (m.other_source_slug, m.other_external_id))
      and coalesce(o.config -> 'moderated', 'false') = 'false'
  ) as moderated
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
inner join jatre.event_decisions as d on s.slug = d.source_slug and l.external_id = d.external_id
where
  l.event_id = any(cast(:events as uuid[]))
  and d.revoked_at is null
  and d.kind in ('edit', 'approve', 'reject', 'flag')
  and not exists (
    select
    from jatre.discovered_events as own
    inner join jatre.events_staging as better on own.merged_into = better.event_id and better.gone_at is null
    inner join jatre.event_sources as owner on better.source_id = owner.id
    where
      own.merged_into = l.event_id
      and own.staging_id = l.id
      and (coalesce(owner.config -> 'moderated', 'false') <> 'false', not owner.official, owner.priority)
      < (coalesce(s.config -> 'moderated', 'false') <> 'false', not s.official, s.priority)
      and not exists (
        select
        from jatre.event_decisions as m
        where
          m.kind = 'merge'
          and m.revoked_at is null
          and (s.slug, l.external_id)
          in ((m.source_slug, m.external_id), (m.other_source_slug, m.other_external_id))
      )
  )
order by l.event_id, d.decided_at, d.id
