-- Which event each listing belongs to. Those of the batch (`waits`) go on to be enriched, and so do listings that
-- another event took over, unless they wait for an earlier stage anyway.
update jatre.events_staging as l
set
  event_id = r.event_id,
  stage = case when r.waits or l.stage in ('publish', 'done') then 'enrich' else l.stage end,
  tries = case when r.waits then 0 else l.tries end,
  processed_at = clock_timestamp()
from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, event_id uuid, waits boolean)
where l.id = r.id
