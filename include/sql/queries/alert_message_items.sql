-- What a message tells, in the order in which it was found, each with the event as it is shown now.
select
  o.id,
  o.alert_id,
  coalesce(a.name, '') as name,
  o.event_id,
  o.kind,
  o.version,
  coalesce(o.detail, '{}') as detail,
  p.payload::jsonb as document,
  coalesce(e.over_at <= jatre.now_v1(), true)
  or (o.kind = 'soon' and to_timestamp(o.version) <= jatre.now_v1()) as is_over,
  a.id is not null as is_wanted
from jatre.alert_outbox as o
left join jatre.alerts as a on o.alert_id = a.id
left join jatre.discovered_events as e on o.event_id = e.id
left join jatre.event_payload as p on o.event_id = p.id
where o.message_id = :message
order by o.id
