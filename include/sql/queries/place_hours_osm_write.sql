-- The opening hours that the gazetteer of an area states (:hours, a JSON array: slug, stated, week, left_out); those
-- that it no longer states go.
with given as (
  select
    p.id as place_id,
    g.stated,
    g.week,
    g.left_out
  from jsonb_to_recordset(cast(:hours as jsonb)) as g (slug text, stated text, week text, left_out text)
  inner join jatre.places as p on g.slug = p.slug
),

gone as (
  delete from jatre.place_hours as h using jatre.places as p
  where
    h.place_id = p.id and h.origin = 'osm' and p.area_code = :area
    and not exists (
      select
      from given as g
      where g.place_id = h.place_id
    )
)

insert into jatre.place_hours as known (place_id, origin, stated, week, left_out, stated_at)
select
  g.place_id,
  'osm' as origin,
  g.stated,
  g.week,
  g.left_out,
  jatre.now_v1() as stated_at
from given as g
on conflict (place_id, origin) do update
  set stated = excluded.stated, week = excluded.week, left_out = excluded.left_out, stated_at = excluded.stated_at
  where
  (known.stated, known.week, known.left_out) is distinct from (excluded.stated, excluded.week, excluded.left_out)
