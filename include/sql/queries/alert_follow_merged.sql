-- Who follows an event that was merged into another one follows that.
update jatre.alerts as a
set event_id = m.into_event, changed_xid = pg_current_xact_id()
from unnest(cast(:events as uuid[]), cast(:into_events as uuid[])) as m (event_id, into_event)
where a.event_id = m.event_id
