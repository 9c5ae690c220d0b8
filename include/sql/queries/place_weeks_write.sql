-- Store the hours of places day by day (:weeks, a JSON array: place_id, key, days); without days they go.
with given as (
  select
    g.place_id,
    g.key,
    g.days
  from jsonb_to_recordset(cast(:weeks as jsonb)) as g (place_id uuid, key text, days jsonb)
),

gone as (
  delete from jatre.place_weeks as w using given as g
  where w.place_id = g.place_id and g.days is null
)

insert into jatre.place_weeks (place_id, key, days)
select
  g.place_id,
  g.key,
  g.days
from given as g
where g.days is not null
order by g.place_id
on conflict (place_id) do update set key = excluded.key, days = excluded.days
