-- Events that erased :listings founded pass to another of their listings; those that were merged keep their id alone.
update jatre.discovered_events as e
set
  staging_id = (
    select l.id
    from jatre.events_staging as l
    where l.event_id = e.id and l.id <> all(cast(:listings as uuid[]))
    order by l.first_seen_at, l.id
    limit 1
  )
where e.staging_id = any(cast(:listings as uuid[]))
