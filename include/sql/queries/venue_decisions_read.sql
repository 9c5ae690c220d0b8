-- What persons decided of venues in an area and have not revoked, the oldest first.
select
  d.id,
  d.kind,
  d.name_key,
  d.name,
  d.other_name,
  d.part,
  d.address,
  d.reason,
  d.decided_by,
  d.decided_at,
  st_y(d.location::geometry) as latitude,
  st_x(d.location::geometry) as longitude
from jatre.venue_decisions as d
where d.area_code = :area and d.revoked_at is null
order by d.decided_at, d.id
