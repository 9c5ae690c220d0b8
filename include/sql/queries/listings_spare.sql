-- Take back a try that is not the fault of these rows.
update jatre.events_staging
set tries = tries - 1
where id = any(cast(:ids as uuid[])) and tries > 0
