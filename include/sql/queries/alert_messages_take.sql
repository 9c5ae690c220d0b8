-- Take messages that may be tried now, for a lease within which nobody else tries them: two minutes, and twice as long
-- after each try.
update jatre.alert_messages as m
set tries = m.tries + 1, next_try_at = clock_timestamp() + interval '2 minutes' * power(2, m.tries)
where
  m.id in (
    select t.id
    from jatre.alert_messages as t inner join jatre.alert_channels as c on t.channel_id = c.id
    where t.ended is null and t.next_try_at <= clock_timestamp() and c.kind = any(cast(:kinds as text[]))
    order by t.next_try_at limit :messages
    for update of t skip locked
  )
returning m.id
