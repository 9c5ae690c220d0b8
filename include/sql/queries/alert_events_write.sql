-- Know what events are like, by what of them was read (:states). The words by which an event is found are those of its
-- row: if that has changed again meanwhile, they stay as they were until that change is read, to which they are news.
insert into jatre.alert_events (event_id, version, over_at, document, search)
select
  w.id,
  w.version,
  e.over_at,
  w.document,
  coalesce(case when e.version > w.version then s.search else e.search end, '')
from
  jsonb_to_recordset(cast(:states as jsonb)) as w (id uuid, version bigint, document jsonb)
left join jatre.discovered_events as e on w.id = e.id
left join jatre.alert_events as s on w.id = s.event_id
on conflict (event_id) do update
  set version = excluded.version, over_at = excluded.over_at, document = excluded.document, search = excluded.search
  where alert_events.version < excluded.version
