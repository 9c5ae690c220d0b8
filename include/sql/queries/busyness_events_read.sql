-- What draws people near places of an area (:area) within 12 hours: for each, events at most :metres away, of the 200
-- of most points (views, RSVPs and shares, as expected when they start) that are on then.
with clock as (
  select jatre.now_v1() as now
),

coming as (
  select
    o.starts_at,
    o.over_at,
    o.location,
    coalesce(t.expected, 0) as points
  from jatre.event_occurrences as o
  inner join jatre.discovered_events as e on o.event_id = e.id
  left join jatre.trending_events_v1 as t on o.event_id = t.event_id and o.starts_at = t.starts_at, clock as c
  where
    o.is_public and o.over_at > c.now - interval '2 hours' and o.starts_at < c.now + interval '14 hours'
    and not o.date_only and not o.cancelled and o.location is not null and e.status = 'scheduled'
  order by points desc, o.starts_at, o.event_id
  limit 200
)

select
  p.id as place_id,
  c.starts_at,
  c.over_at,
  c.points,
  st_distance(p.location, c.location, false) as metres
from jatre.places as p
inner join coming as c on st_dwithin(p.location, c.location, :metres, false)
where p.area_code = :area
order by p.id, c.starts_at
