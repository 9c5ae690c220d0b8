-- Mark as gone what a post that is listed announces no longer: a part that an edit took out, the post as a whole once
-- it is split, its parts once it is whole again. With :as_of, of a fetch that ended then: not what has come since.
update jatre.events_staging as l
set
  gone_at = jatre.now_v1(),
  stage = case when l.event_id is not null and l.stage in ('publish', 'done') then 'enrich' else l.stage end
where
  l.source_id = :source_id
  and l.gone_at is null
  and (cast(:as_of as timestamptz) is null or coalesce(l.fetched_at, l.changed_at) <= cast(:as_of as timestamptz))
  and l.external_id <> all(cast(:seen as text[]))
  and (
    l.external_id = any(cast(:whole as text[]))
    or regexp_replace(l.external_id, '#part:[^#]*$', '') = any(cast(:whole as text[]))
  )
