insert into jatre.alert_events (event_id, version, over_at, document, search)
select
  w.id,
  w.version,
  e.over_at,
  w.document,
  coalesce(e.search, '')
from
  jsonb_to_recordset(cast(:states as jsonb)) as w (id uuid, version bigint, document jsonb)
left join jatre.discovered_events as e on w.id = e.id
on conflict (event_id) do update
  set version = excluded.version, over_at = excluded.over_at, document = excluded.document, search = excluded.search
  where alert_events.version < excluded.version
