-- At most :most public events to come of which this model has no vector of what they say now.
with said as (
  select
    e.id,
    e.over_at,
    concat_ws('. ', e.title, nullif(array_to_string(e.tags, ', '), ''), left(e.description, 300)) as text
  from jatre.discovered_events as e
  where e.is_public and e.over_at > jatre.now_v1()
)

select
  s.id,
  s.text,
  sha256(convert_to(s.text, 'UTF8')) as text_hash
from said as s
left join jatre.event_vectors as v on s.id = v.event_id
where v.event_id is null or v.model <> :model or v.text_hash <> sha256(convert_to(s.text, 'UTF8'))
order by s.over_at, s.id
limit :most
