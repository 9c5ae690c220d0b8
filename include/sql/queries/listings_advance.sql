-- Listings that need nothing more of a stage go on to :next.
update jatre.events_staging
set stage = :next, tries = 0, processed_at = clock_timestamp()
where id = any(cast(:ids as uuid[]))
