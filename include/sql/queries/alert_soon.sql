-- Tell whoever follows an event, and wants it, that one of its dates begins within the hour. One that was moved is told
-- again, since its version is the second at which it begins.
insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, detail, due_at, waits)
select
  a.channel_id,
  a.id,
  a.event_id,
  'soon',
  extract(epoch from o.starts_at)::bigint,
  jsonb_build_object('startsAt', o.starts_at),
  jatre.alert_due(c, 'soon', clock_timestamp()),
  c.kind <> 'page'
from jatre.event_occurrences as o
inner join jatre.alerts as a on o.event_id = a.event_id and 'soon' = any(a.kinds) and a.confirmed_at is not null
inner join jatre.alert_channels as c on a.channel_id = c.id and c.confirmed_at is not null and c.unsubscribed_at is null
inner join jatre.discovered_events as e on a.event_id = e.id and e.is_public and e.status = 'scheduled'
where
  o.starts_at > jatre.now_v1() and o.starts_at <= jatre.now_v1() + interval '1 hour'
  and not o.date_only and not o.cancelled
on conflict do nothing
