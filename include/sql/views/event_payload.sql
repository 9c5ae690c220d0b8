-- The documents of public events, as the change feed carries them.
create view jatre.event_payload as
select
  e.id,
  jatre.event_document(e, s.name, e.occurrences, e.images)::text as payload
from jatre.discovered_events as e
left join jatre.event_sources as s on e.source_id = s.id
where e.is_public;
