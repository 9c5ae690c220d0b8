-- The newest delivery that waits to be taken for an active source; null when none does.
select max(i.id)
from jatre.webhook_inbox as i
inner join jatre.event_sources as s on i.source_id = s.id
where i.taken_at is null and s.is_active
