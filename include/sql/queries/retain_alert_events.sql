-- Forget what at most :size events were like that have been over for longer than :keep. Who follows the feed writes
-- others of them in an order of their own, and is not waited for.
delete from jatre.alert_events
where
  event_id in (
    select s.event_id
    from jatre.alert_events as s
    where s.over_at < jatre.now_v1() - cast(:keep as interval)
    order by s.over_at
    limit cast(:size as bigint)
    for update skip locked
  )
