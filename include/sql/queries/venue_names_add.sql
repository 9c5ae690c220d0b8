-- Names of venues that listings use: :names is a JSON array of {area, key, name}.
insert into jatre.venue_names (area_code, name_key, name)
select distinct on (r.area, r.key)
  r.area,
  r.key,
  r.name
from jsonb_to_recordset(cast(:names as jsonb)) as r (area text, key text, name text)
order by r.area, r.key, r.name
on conflict do nothing
