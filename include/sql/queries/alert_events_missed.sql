-- Public events that are not known as they are, after one of them, with their documents and what is known of each, as
-- alert_changes_read gives it of changes.
select
  e.id as entity,
  e.version,
  p.payload,
  s.version as known_version,
  cast(s.document as text) as known,
  case when :words then jatre.alert_event_words(e.search, s.search) else '{}' end as words,
  :words and coalesce(e.search <> s.search, true) as reworded,
  jatre.now_v1() as now
from jatre.discovered_events as e
inner join jatre.event_payload as p on e.id = p.id
left join jatre.alert_events as s on e.id = s.event_id
where e.is_public and e.version > coalesce(s.version, -1) and e.id > :after and e.over_at > jatre.now_v1()
order by e.id
limit :events
