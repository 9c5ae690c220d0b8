-- What listings state of where a venue is, once for each source and spot: :statements is a JSON array.
insert into jatre.venue_statements (
  area_code, name_key, source_id, listing_id, spot, name, is_branch, part, address, location
)
select distinct on (r.key, r.source_id, r.spot)
  :area,
  r.key,
  r.source_id,
  r.listing_id,
  r.spot,
  r.name,
  r.is_branch,
  r.part,
  r.address,
  case when r.latitude is not null then st_setsrid(st_makepoint(r.longitude, r.latitude), 4326)::geography end
from
  jsonb_to_recordset(cast(:statements as jsonb))
    as r (
      key text,
      source_id uuid,
      listing_id uuid,
      spot text,
      name text,
      is_branch boolean,
      part text,
      address text,
      latitude double precision,
      longitude double precision
    )
order by r.key, r.source_id, r.spot, r.listing_id
on conflict do nothing
returning name_key
