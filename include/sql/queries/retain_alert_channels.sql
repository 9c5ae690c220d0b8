-- Delete at most :size addresses whose holders were asked more than :keep ago and did not answer. One that is just
-- being asked is held, and passed over.
delete from jatre.alert_channels
where
  id in (
    select c.id
    from jatre.alert_channels as c
    where
      c.confirmed_at is null and c.unsubscribed_at is null
      and c.created_at < clock_timestamp() - cast(:keep as interval)
    order by c.id
    limit cast(:size as bigint)
    for update skip locked
  )
