-- The special days that persons have decided of a place, which nobody else changes until this transaction ends.
select h.special
from jatre.place_hours as h
where h.place_id = :place and h.origin = 'moderator'
for update
