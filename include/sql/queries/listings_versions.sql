-- When these listings were fetched, and when they were written by their own records: what stands under :keys, if it has
-- at most :chars characters. A record may be a million characters long, so it is not brought whole; one that retention
-- has emptied gives nothing.
select
  l.external_id,
  (
    select jsonb_object_agg(k.name, l.raw_data -> k.name)
    from unnest(cast(:keys as text[])) as k (name)
    where length(l.raw_data ->> k.name) <= cast(:chars as integer)
  ) as version,
  coalesce(l.fetched_at, l.changed_at) as fetched_at
from jatre.events_staging as l
where l.source_id = :source_id and l.external_id = any(cast(:external_ids as text[]))
