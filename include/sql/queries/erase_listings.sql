-- The listings themselves.
delete from jatre.events_staging
where id = any(cast(:listings as uuid[]))
