-- Leave the golden records with their events: :rows is a JSON array of {id, draft}.
update jatre.discovered_events as e
set draft = r.draft
from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, draft jsonb)
where e.id = r.id and e.draft is distinct from r.draft
