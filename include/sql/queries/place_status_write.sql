-- What a source states about places right now (:places, a JSON array), for those of ours that it means: by the id that
-- it gave before, also one that has moved, else by a name of ours at most 100 m away. The id is kept, the point is not.
with given as (
  select
    g.place_id,
    g.former_id,
    g.name,
    g.is_open,
    g.special_status,
    g.valid_until,
    st_setsrid(st_makepoint(g.longitude, g.latitude), 4326)::geography as location
  from
    jsonb_to_recordset(cast(:places as jsonb)) as g (
      place_id text, former_id text, name text, latitude double precision, longitude double precision, is_open boolean,
      special_status text, valid_until timestamptz
    )
),

alike as (
  select
    o.id,
    o.slug,
    g.place_id,
    g.is_open,
    g.special_status,
    g.valid_until,
    case o.google_place_id when g.place_id then 1 when g.former_id then 2 else 3 end as doubt
  from given as g
  inner join
    jatre.places as o
    on
      o.google_place_id in (g.place_id, g.former_id)
      or (
        o.google_place_id is null
        and st_dwithin(o.location, g.location, 100)
        and exists (
          select
          from unnest(array_append(o.aliases, o.name)) as n (name)
          where lower(n.name) = lower(g.name)
        )
      )
),

-- one of ours for each of theirs, and one of theirs for each of ours
nearest as (
  select distinct on (a.place_id) a.*
  from alike as a
  order by a.place_id, a.doubt, a.slug
),

meant as (
  select distinct on (a.id) a.*
  from nearest as a
  order by a.id, a.doubt, a.place_id
),

linked as (
  update jatre.places as p set google_place_id = m.place_id, updated_at = now()
  from meant as m
  where p.id = m.id and p.google_place_id is distinct from m.place_id
),

repeated as (
  update jatre.place_live_status as s
  set
    is_open = m.is_open,
    special_status = m.special_status,
    valid_until = m.valid_until,
    updated_at = clock_timestamp()
  from meant as m
  where s.place_id = m.id and s.source = 'google'
  returning s.place_id
)

insert into jatre.place_live_status (place_id, is_open, special_status, valid_until, source)
select
  m.id,
  m.is_open,
  m.special_status,
  m.valid_until,
  'google' as source
from meant as m
where
  not exists (
    select
    from repeated as r
    where r.place_id = m.id
  )
