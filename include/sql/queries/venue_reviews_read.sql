-- Venues of an area that a person should place: those of which something is stated first, then by the number of events.
select r.*
from jatre.venue_reviews as r
where r.area_code = :area
order by r.statements = '[]'::jsonb, r.events desc, r.name_key
limit :size
