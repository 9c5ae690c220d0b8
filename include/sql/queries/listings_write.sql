-- Insert new listings and overwrite changed ones, all of which then wait to be understood.
insert into jatre.events_staging as stored (source_id, external_id, content_hash, raw_data, archive_uri)
select
  cast(:source_id as uuid) as source_id,
  r.external_id,
  decode(r.content_hash, 'hex') as content_hash,
  r.raw_data,
  r.archive_uri
from
  jsonb_to_recordset(cast(:records as jsonb))
    as r (external_id text, content_hash text, raw_data jsonb, archive_uri text)
order by r.external_id
on conflict (source_id, external_id) do update set
  content_hash = excluded.content_hash,
  raw_data = excluded.raw_data,
  archive_uri = excluded.archive_uri,
  stage = 'extract',
  tries = 0,
  status = 'pending',
  set_aside_reason = null,
  error = null,
  absent_runs = 0,
  gone_at = null,
  changed_at = clock_timestamp()
where stored.content_hash <> excluded.content_hash
