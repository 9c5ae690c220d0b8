-- Events pass to the listing of a better source than the one that founded them: :rows is an array of {id, staging_id}.
update jatre.discovered_events as e
set staging_id = r.staging_id
from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, staging_id uuid)
where e.id = r.id and e.staging_id is distinct from r.staging_id
