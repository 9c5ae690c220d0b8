-- What listings state of where a venue is, once for each source and spot: :statements is a JSON array. A statement is
-- that of the listing first seen last, of those that are neither gone nor set aside; so listings that differ do not
-- replace each other in turn.
insert into jatre.venue_statements as v (
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
inner join jatre.events_staging as n on r.listing_id = n.id
where
  not exists (
    select
    from jatre.venue_statements as k
    inner join jatre.events_staging as l on k.listing_id = l.id
    where
      k.area_code = :area
      and k.name_key = r.key
      and k.source_id = r.source_id
      and k.spot = r.spot
      and l.gone_at is null
      and l.status <> 'set_aside'
      and (l.first_seen_at, l.id) > (n.first_seen_at, n.id)
  )
order by r.key, r.source_id, r.spot, n.first_seen_at desc, r.listing_id desc
on conflict (area_code, name_key, source_id, spot) do update
  set
    listing_id = excluded.listing_id,
    name = excluded.name,
    address = excluded.address,
    location = excluded.location,
    stated_at = clock_timestamp()
  where
  (v.listing_id, v.name, v.address, v.location::text)
  is distinct from (excluded.listing_id, excluded.name, excluded.address, excluded.location::text)
returning name_key
