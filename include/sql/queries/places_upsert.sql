-- Store the gazetteer of an area, or bring rows up to date where they differ: :places is a JSON array.
insert into jatre.places as stored (slug, name, aliases, kind, address, location, area_code, plus_code)
select
  p.slug,
  p.name,
  p.aliases,
  p.kind,
  p.address,
  st_setsrid(st_makepoint(p.longitude, p.latitude), 4326)::geography as location,
  p.area_code,
  p.plus_code
from
  jsonb_to_recordset(cast(:places as jsonb))
    as p (
      slug text,
      name text,
      aliases text[],
      kind text,
      address text,
      latitude double precision,
      longitude double precision,
      area_code text, plus_code text
    )
order by p.slug
on conflict (slug) do update set
  name = excluded.name,
  aliases = excluded.aliases,
  kind = excluded.kind,
  address = excluded.address,
  location = excluded.location,
  area_code = excluded.area_code,
  plus_code = excluded.plus_code,
  updated_at = now()
where
(stored.name, stored.aliases, stored.kind, stored.address, st_astext(stored.location), stored.plus_code)
is distinct from
(excluded.name, excluded.aliases, excluded.kind, excluded.address, st_astext(excluded.location), excluded.plus_code)
