-- New events, invisible until they are published: :rows is a JSON array.
insert into jatre.discovered_events (id, staging_id, source_id, title, start_time, date_only)
select
  r.id,
  r.staging_id,
  r.source_id,
  r.title,
  r.start_time,
  r.date_only
from
  jsonb_to_recordset(cast(:rows as jsonb))
    as r (
      id uuid, staging_id uuid, source_id uuid, title text, start_time timestamptz, date_only boolean
    )
order by r.id
