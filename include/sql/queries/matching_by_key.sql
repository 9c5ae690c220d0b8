-- Matched listings by natural key: :slugs and :externals are parallel.
select
  l.id,
  l.external_id,
  l.processed_data,
  l.event_id,
  l.source_id,
  l.title_key,
  l.stage,
  s.slug,
  s.area_code,
  s.priority,
  s.official
from unnest(cast(:slugs as text[]), cast(:externals as text[])) as w (slug, external_id)
inner join jatre.event_sources as s on w.slug = s.slug
inner join jatre.events_staging as l on s.id = l.source_id and w.external_id = l.external_id
where
  l.event_id is not null
  and l.processed_data -> 'occurrences' -> 0 is not null
