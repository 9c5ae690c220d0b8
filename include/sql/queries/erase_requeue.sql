-- What is left of :events is matched and built anew.
update jatre.events_staging as l
set stage = 'dedup', tries = 0
where l.event_id = any(cast(:events as uuid[])) and l.stage in ('enrich', 'publish', 'done') and l.status <> 'set_aside'
