-- Those of :events that have no listing left, nor are part of one that has: clients are told that they are removed.
delete from jatre.discovered_events as e
where
  e.id = any(cast(:events as uuid[]))
  and not exists (
    select
    from jatre.events_staging as l
    where l.event_id = coalesce(e.merged_into, e.id)
  )
returning e.id
