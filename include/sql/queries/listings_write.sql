-- Insert new listings and overwrite changed ones, all of which then wait to be understood. With :as_of they are read
-- again of a fetch that ended then: what later fetches found of their absence stands.
insert into jatre.events_staging as stored (source_id, external_id, content_hash, raw_data, archive_uri, fetched_at)
select
  cast(:source_id as uuid) as source_id,
  r.external_id,
  decode(r.content_hash, 'hex') as content_hash,
  r.raw_data,
  r.archive_uri,
  cast(:as_of as timestamptz) as fetched_at
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
  absent_runs = case when excluded.fetched_at is null then 0 else stored.absent_runs end,
  gone_at = case when excluded.fetched_at is null then null else stored.gone_at end,
  fetched_at = excluded.fetched_at,
  changed_at = clock_timestamp()
where stored.content_hash <> excluded.content_hash
