-- Delete at most :size rows of what was told more than :keep ago, of events that are over.
delete from jatre.alert_outbox
where
  id in (
    select o.id
    from jatre.alert_outbox as o
    where
      o.created_at < clock_timestamp() - cast(:keep as interval)
      and not exists (
        select from jatre.discovered_events as e
        where e.id = o.event_id and e.over_at > jatre.now_v1()
      )
    order by o.id
    limit cast(:size as bigint)
    for update skip locked
  )
