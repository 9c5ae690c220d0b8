-- Of :events that were merged away, those of which nothing was built yet: nobody has seen their ids, so no redirect is
-- needed, and whether they ever were is left to the order in which listings came.
delete from jatre.discovered_events as e
where
  e.id = any(cast(:events as uuid[]))
  and e.merged_into is not null
  and e.draft is null and e.quality_score is null and e.published_at is null
  and not exists (
    select from jatre.events_staging as l
    where l.event_id = e.id
  )
  and not exists (
    select from jatre.event_duplicates as d
    where d.primary_event_id = e.id
  )
  and not exists (
    select from jatre.discovered_events as m
    where m.merged_into = e.id
  )
