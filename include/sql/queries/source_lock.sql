-- One fetch of a source at a time writes its listings.
select id
from jatre.event_sources
where id = :source_id
for no key update
