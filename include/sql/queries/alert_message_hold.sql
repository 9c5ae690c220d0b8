-- A message that has not ended, to a channel that may be told. Both are held, so that who unsubscribes waits until it is
-- sent; the channel first, as they hold it.
with channel as (
  select * from jatre.alert_channels
  where id = (select channel_id from jatre.alert_messages where id = :message) and unsubscribed_at is null
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
  coalesce((select a.name from jatre.alerts as a where a.id = m.alert_id), '') as name
from channel as c
inner join jatre.alert_messages as m on c.id = m.channel_id and m.id = :message
where m.ended is null and (c.confirmed_at is not null or m.kind = 'confirm')
for no key update of m
