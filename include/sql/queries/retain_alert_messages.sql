-- Delete at most :size messages that ended more than :keep ago.
delete from jatre.alert_messages
where
  id in (
    select m.id
    from jatre.alert_messages as m
    where m.ended_at < clock_timestamp() - cast(:keep as interval)
    order by m.ended_at
    limit cast(:size as bigint)
    for update skip locked
  )
