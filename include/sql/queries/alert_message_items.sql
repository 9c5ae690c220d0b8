-- What a message tells, in the order in which it was found, each with the event as it is shown now; of one outdoors the
-- hours to come in which rain is likely there; and of what begins soon the point around which its reader last asked for
-- events, by degrees, from which they may walk.
select
  o.id,
  o.alert_id,
  coalesce(a.name, '') as name,
  o.event_id,
  o.kind,
  o.version,
  coalesce(o.detail, '{}') as detail,
  p.document,
  coalesce(e.over_at <= jatre.now_v1(), true)
  or (o.kind = 'soon' and to_timestamp(o.version) <= jatre.now_v1()) as is_over,
  a.id is not null as is_wanted,
  r.wet_hours,
  w.latitude,
  w.longitude
from jatre.alert_outbox as o
left join jatre.alerts as a on o.alert_id = a.id
left join jatre.discovered_events as e on o.event_id = e.id
left join lateral (
  select v.payload::jsonb as document
  from jatre.event_payload as v
  where v.id = o.event_id
) as p on true
left join lateral (
  select array_agg((h.one ->> 'startsAt')::timestamptz order by h.one ->> 'startsAt') as wet_hours
  from jatre.area_weather as f cross join jsonb_array_elements(f.hours) as h (one)
  where
    e.is_outdoors and p.document -> 'areas' ? f.area_code and f.hours_until > jatre.now_v1()
    and (h.one ->> 'rainLikely')::boolean
) as r on true
left join lateral (
  select
    (l.filter ->> 'lat')::float as latitude,
    (l.filter ->> 'lng')::float as longitude
  from jatre.alerts as l
  where o.kind = 'soon' and l.channel_id = o.channel_id and l.filter ? 'lat'
  order by l.created_at desc limit 1
) as w on true
where o.message_id = :message
order by o.id
