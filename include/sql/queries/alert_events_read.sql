-- What is known of events, and the words by which each is found now and was before, where alerts search by words; and
-- whether these are others now.
select
  w.id as event_id,
  s.version,
  s.document,
  case
    when :words
      then
        coalesce(tsvector_to_array(e.search), '{}') || coalesce(tsvector_to_array(s.search), '{}')
    else '{}'
  end as words,
  case when :words then coalesce(e.search <> s.search, true) else false end as reworded
from unnest(cast(:events as uuid[])) as w (id)
left join jatre.alert_events as s on w.id = s.event_id
left join jatre.discovered_events as e on :words and w.id = e.id
