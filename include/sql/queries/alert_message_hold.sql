-- A message that has not ended, to a channel that may be told. Both are held, so that who unsubscribes waits until it
-- is sent; the channel first, as they hold it. What a question is about is named by the event that is followed: the
-- alert's own name is what a stranger wrote, who could send by it whatever they like to any address. Who
-- hangs while sending holds them for three minutes: a mail server may be silent for ten seconds before each of its
-- answers, and what it has taken would be sent again if this had ended before that is noted.
with channel as (
  select * from jatre.alert_channels
  where
    unsubscribed_at is null and id = (
      select m.channel_id from jatre.alert_messages as m
      where m.id = :message
    )
  for share
)

select
  m.kind,
  m.alert_id,
  m.tries,
  c.id as channel_id,
  c.kind as channel_kind,
  c.address,
  c.language,
  c.zone,
  coalesce(e.title, '') as name,
  set_config('idle_in_transaction_session_timeout', '180s', true) as patience
from channel as c
inner join jatre.alert_messages as m on c.id = m.channel_id and m.id = :message
left join jatre.alerts as a on m.alert_id = a.id
left join jatre.discovered_events as e on a.event_id = e.id and e.is_public
where m.ended is null and (c.confirmed_at is not null or m.kind = 'confirm')
for no key update of m
