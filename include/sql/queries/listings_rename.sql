-- Give listings the ids under which their source lists them now: :pairs is a JSON array of {old, new}.
update jatre.events_staging as l
set external_id = r.new
from jsonb_to_recordset(cast(:pairs as jsonb)) as r (old text, new text)
where l.source_id = :source_id and l.external_id = r.old
