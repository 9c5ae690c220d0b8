-- Merge events into a survivor, or give them back (`merged_into` null); what pointed to a merged event follows it.
update jatre.discovered_events as e
set merged_into = r.merged_into
from (
  select
    x.id,
    m.merged_into
  from jsonb_to_recordset(cast(:rows as jsonb)) as m (id uuid, merged_into uuid)
  inner join jatre.discovered_events as x on m.id = x.id or (m.merged_into is not null and m.id = x.merged_into)
) as r
where e.id = r.id and e.id is distinct from r.merged_into and e.merged_into is distinct from r.merged_into
