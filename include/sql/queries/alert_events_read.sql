-- What is known of events, and the words by which each is found now and was before, where alerts search by words; and
-- whether these are others now. With it the business clock.
select
  w.id as event_id,
  s.version,
  s.document,
  case
    when not :words then '{}'
    when e.search = s.search then tsvector_to_array(e.search)
    else coalesce(tsvector_to_array(e.search), '{}') || coalesce(tsvector_to_array(s.search), '{}')
  end as words,
  case when :words then coalesce(e.search <> s.search, true) else false end as reworded,
  jatre.now_v1() as now
from unnest(cast(:events as uuid[])) as w (id)
left join jatre.alert_events as s on w.id = s.event_id
left join jatre.discovered_events as e on :words and w.id = e.id
