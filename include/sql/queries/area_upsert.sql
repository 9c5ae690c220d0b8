-- Store an area, or bring its row up to date where it differs: :area is a JSON document, its outline GeoJSON.
insert into jatre.areas as stored (code, name, timezone, currency, outline, centre, search, search_synonyms)
select
  a.code,
  a.name,
  a.timezone,
  a.currency,
  st_multi(st_geomfromgeojson(a.outline))::geography as outline,
  st_setsrid(st_makepoint(a.longitude, a.latitude), 4326)::geography as centre,
  a.search,
  jatre.search_synonyms(a.search -> 'synonyms') as search_synonyms
from
  jsonb_to_record(cast(:area as jsonb))
    as a (
      code text,
      name text,
      timezone text,
      currency text,
      outline jsonb,
      latitude double precision,
      longitude double precision,
      search jsonb
    )
on conflict (code) do update set
  name = excluded.name,
  timezone = excluded.timezone,
  currency = excluded.currency,
  outline = excluded.outline,
  centre = excluded.centre,
  search = excluded.search,
  search_synonyms = excluded.search_synonyms
where
(
  stored.name, stored.timezone, stored.currency, st_astext(stored.outline), st_astext(stored.centre), stored.search,
  stored.search_synonyms
)
is distinct from
(
  excluded.name, excluded.timezone, excluded.currency, st_astext(excluded.outline), st_astext(excluded.centre),
  excluded.search, excluded.search_synonyms
)
