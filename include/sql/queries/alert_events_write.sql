insert into jatre.alert_events (event_id, version, over_at, document, search)
select
  w.id,
  w.version,
  e.over_at,
  w.document::jsonb,
  coalesce(e.search, '')
from
  unnest(cast(:events as uuid[]), cast(:versions as bigint[]), cast(:documents as text[])) as w (id, version, document)
left join jatre.discovered_events as e on w.id = e.id
on conflict (event_id) do update
  set version = excluded.version, over_at = excluded.over_at, document = excluded.document, search = excluded.search
  where alert_events.version < excluded.version
