-- The event of the listing :external_id of the source :slug.
select l.event_id
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
where s.slug = :slug and l.external_id = :external_id
