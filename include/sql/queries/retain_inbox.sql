-- Let go of at most :size deliveries that were taken longer than :keep ago. Their senders' time stamps are refused by
-- then.
delete from jatre.webhook_inbox
where
  id in (
    select i.id
    from jatre.webhook_inbox as i
    where i.taken_at < clock_timestamp() - cast(:keep as interval)
    order by i.id
    limit cast(:size as bigint)
    for update skip locked
  )
