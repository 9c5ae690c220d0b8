-- Standing merges and splits that name one of the listings (:slugs and :externals are parallel), the latest last.
select distinct
  d.kind,
  d.source_slug,
  d.external_id,
  d.other_source_slug,
  d.other_external_id,
  d.decided_at,
  d.id
from jatre.event_decisions as d
inner join unnest(cast(:slugs as text[]), cast(:externals as text[])) as w (slug, external_id)
  on
    (d.source_slug = w.slug and d.external_id = w.external_id)
    or (d.other_source_slug = w.slug and d.other_external_id = w.external_id)
where d.revoked_at is null and d.kind in ('merge', 'split')
order by d.decided_at, d.id
