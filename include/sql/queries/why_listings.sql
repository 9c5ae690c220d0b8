-- The listings that :asked means, the newest first: an external id (or `source/external id`), the id of a listing or of
-- its event (`:id`), the address of the page on which it stands, or a part of its title. Each with its reason, what was
-- decided of it, and how it compares with the listings that it met or nearly met.
select
  s.slug,
  l.external_id,
  nullif(coalesce(l.processed_data ->> 'title', l.raw_data ->> 'title', l.raw_data ->> 'name'), '') as title,
  l.status,
  l.stage,
  jatre.listing_reason(l.id) as why,
  l.changed_at,
  l.gone_at,
  l.absent_runs,
  e.id as event_id,
  coalesce(e.is_public, false) as shown,
  (
    select h.run_id
    from jatre.fetch_history as h
    where h.source_id = l.source_id and l.changed_at between h.started_at and h.completed_at
    order by h.started_at desc
    limit 1
  ) as run_id,
  (
    select
      coalesce(jsonb_agg(jsonb_build_object(
        'score', d.similarity_score, 'fields', d.match_fields, 'event', o.id, 'title', o.title,
        'merged', d.primary_event_id = l.event_id
      ) order by d.similarity_score desc), '[]')
    from jatre.event_duplicates as d
    inner join jatre.discovered_events as o on d.primary_event_id = o.id
    where d.duplicate_event_id = l.id
  ) as matches,
  (
    select
      coalesce(jsonb_agg(jsonb_build_object(
        'kind', c.kind, 'by', c.decided_by, 'reason', c.reason, 'at', c.decided_at, 'revoked', c.revoked_at is not null
      ) order by c.decided_at), '[]')
    from jatre.event_decisions as c
    where (s.slug, l.external_id) in ((c.source_slug, c.external_id), (c.other_source_slug, c.other_external_id))
  ) as decisions
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
left join jatre.discovered_events as e on l.event_id = e.id
where
  l.external_id = :asked
  or s.slug || '/' || l.external_id = :asked
  or l.id = cast(:id as uuid)
  or l.event_id in (
    select coalesce(m.merged_into, m.id)
    from jatre.discovered_events as m
    where m.id = cast(:id as uuid)
  )
  or l.processed_data ->> 'url' = :asked
  or (
    length(:asked) >= 3
    and strpos(
      lower(coalesce(l.processed_data ->> 'title', l.raw_data ->> 'title', l.raw_data ->> 'name')), lower(:asked)
    ) > 0
  )
order by l.changed_at desc, s.slug, l.external_id
limit :size
