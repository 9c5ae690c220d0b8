-- Delete at most :size alerts that the holder of their address was asked for more than :keep ago, without an answer. No
-- channel is touched that others hold: who sends and who is erased go on from it to what goes with the alert.
delete from jatre.alerts
where
  id in (
    select a.id
    from jatre.alerts as a
    inner join jatre.alert_channels as c on a.channel_id = c.id
    where a.confirmed_at is null and a.created_at < clock_timestamp() - cast(:keep as interval)
    order by a.id
    limit cast(:size as bigint)
    for update skip locked
  )
