-- Keep records out of the way, each with its reason and error: :rows is a JSON array of {id, reason, error}.
update jatre.events_staging as l
set
  stage = 'done',
  tries = 0,
  status = 'set_aside',
  set_aside_reason = r.reason,
  error = r.error,
  processed_at = clock_timestamp()
from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, reason text, error jsonb)
where l.id = r.id
