-- Forget what was told so long ago, of events that are over, and what holders of addresses were asked and did not
-- answer: the whole channel, or one more alert of it.
with told as (
  delete from jatre.alert_outbox as o
  where
    o.created_at < clock_timestamp() - cast(:keep as interval)
    and not exists (
      select from jatre.discovered_events as e
      where e.id = o.event_id and e.over_at > jatre.now_v1()
    )
  returning o.id
),

sent as (
  delete from jatre.alert_messages
  where ended_at < clock_timestamp() - cast(:keep as interval)
  returning id
),

unanswered as (
  delete from jatre.alert_channels
  where confirmed_at is null and unsubscribed_at is null and created_at < clock_timestamp() - interval '7 days'
  returning id
),

unwanted as (
  delete from jatre.alerts
  where confirmed_at is null and created_at < clock_timestamp() - interval '7 days'
  returning id
),

over as (
  delete from jatre.alert_events
  where over_at < jatre.now_v1() - interval '1 day'
  returning event_id
)

select
  (select count(*) from told) as told_dropped,
  (select count(*) from sent) as messages_dropped,
  (select count(*) from unanswered) as channels_dropped,
  (select count(*) from unwanted) as alerts_dropped,
  (select count(*) from over) as known_events_dropped
