-- Events that lost a listing are built again from those that they still have.
update jatre.events_staging
set stage = 'enrich'
where event_id = any(cast(:events as uuid[])) and stage in ('publish', 'done') and status <> 'set_aside'
