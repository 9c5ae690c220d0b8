-- Take back what persons have decided of a place's hours.
delete from jatre.place_hours
where place_id = :place and origin = 'moderator'
returning stated, special
