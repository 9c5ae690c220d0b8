-- Take the decisions back on where the venue of a name is.
update jatre.venue_decisions as d
set revoked_at = clock_timestamp()
where d.area_code = :area and d.name_key = :key and d.kind = 'place' and d.revoked_at is null
