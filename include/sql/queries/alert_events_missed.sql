-- Public events that are not known as they are, after one of them, with their documents.
select
  e.id as event_id,
  e.version,
  p.payload
from jatre.discovered_events as e
inner join jatre.event_payload as p on e.id = p.id
left join jatre.alert_events as s on e.id = s.event_id
where e.is_public and e.version > coalesce(s.version, -1) and e.id > :after and e.over_at > jatre.now_v1()
order by e.id
limit :events
