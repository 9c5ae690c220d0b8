-- Take a decision of a venue back; returns the name that it is of.
update jatre.venue_decisions as d
set revoked_at = clock_timestamp()
where d.id = :id and d.revoked_at is null
returning d.area_code, d.name_key
