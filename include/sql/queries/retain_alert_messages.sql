-- Delete at most :size messages that ended more than :keep ago. No channel is touched that others hold: who is erased
-- goes on from it to its messages. What they told is kept, and names them still.
delete from jatre.alert_messages
where
  id in (
    select m.id
    from jatre.alert_messages as m
    inner join jatre.alert_channels as c on m.channel_id = c.id
    where m.ended_at < clock_timestamp() - cast(:keep as interval)
    order by m.ended_at
    limit cast(:size as bigint)
    for update skip locked
  )
