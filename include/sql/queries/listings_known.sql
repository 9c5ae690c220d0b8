-- What the ledger knows of these listings.
select
  external_id,
  content_hash,
  absent_runs,
  gone_at
from jatre.events_staging
where source_id = :source_id and external_id = any(cast(:external_ids as text[]))
