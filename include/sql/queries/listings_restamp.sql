-- Note when what has not changed was signed last: a word that was signed before that and comes later is the older one.
update jatre.events_staging as l
set raw_data = jsonb_set(l.raw_data, array[:key], to_jsonb(r.signed))
from jsonb_to_recordset(cast(:rows as jsonb)) as r (external_id text, signed text)
where
  l.source_id = :source_id
  and l.external_id = r.external_id
  and l.raw_data ->> :key < r.signed
