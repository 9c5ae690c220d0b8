-- Forget what was told so long ago, of events that are over, and addresses whose holders did not answer.
with told as (
  delete from jatre.alert_outbox as o
  where
    o.created_at < clock_timestamp() - cast(:age as interval)
    and not exists (
      select from jatre.discovered_events as e
      where e.id = o.event_id and e.over_at > clock_timestamp()
    )
),

sent as (
  delete from jatre.alert_messages
  where ended_at < clock_timestamp() - cast(:age as interval)
),

unanswered as (
  delete from jatre.alert_channels
  where confirmed_at is null and unsubscribed_at is null and created_at < clock_timestamp() - interval '7 days'
)

delete from jatre.alert_events
where over_at < clock_timestamp() - interval '1 day'
