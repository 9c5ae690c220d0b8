-- Hashes by which what was erased is left out: :rows is a JSON array of {source_id, digest}, in hexadecimal.
insert into jatre.erased_listings (source_id, erasure_id, digest)
select
  r.source_id,
  cast(:erasure as uuid) as erasure_id,
  decode(r.digest, 'hex') as digest
from jsonb_to_recordset(cast(:rows as jsonb)) as r (source_id uuid, digest text)
on conflict do nothing
