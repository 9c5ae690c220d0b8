-- The listings :external_ids of the source :source_id as if they were new: all of them wait to be understood.
update jatre.events_staging as l
set stage = 'extract', tries = 1, status = 'pending', set_aside_reason = null, error = null, gone_at = null
where l.source_id = :source_id and l.external_id = any(cast(:external_ids as text[]))
returning l.id
