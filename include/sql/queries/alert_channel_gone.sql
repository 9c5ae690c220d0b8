-- The other side says that there is nobody any more.
with gone as (
  update jatre.alert_channels set unsubscribed_at = clock_timestamp()
  where id = :channel and unsubscribed_at is null
  returning id
)

delete from jatre.alert_outbox as o using gone
where o.channel_id = gone.id and o.waits
