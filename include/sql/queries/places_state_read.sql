-- The places of an area of which hours are known, or were told before, or where something is on within 12 hours; with
-- the hours that still count, the weightiest first, and the earliest of those events.
with clock as (
  select jatre.now_v1() as now
),

stated as (
  select
    h.place_id,
    jsonb_agg(
      jsonb_build_object('week', h.week, 'special', h.special) order by array_position(jatre.place_origins(), h.origin)
    ) as hours
  from jatre.place_hours as h, clock as c
  where (h.valid_until is null or h.valid_until > c.now) and h.left_out is null
  group by h.place_id
),

coming as (
  select distinct on (e.place_id)
    e.place_id,
    e.title,
    o.starts_at,
    o.over_at,
    o.ends_at is not null as has_end
  from jatre.event_occurrences as o
  inner join jatre.discovered_events as e on o.event_id = e.id, clock as c
  where
    o.is_public and o.over_at > c.now and o.starts_at < c.now + interval '12 hours' and not o.date_only
    and not o.cancelled
    and e.place_id is not null and e.status = 'scheduled'
  order by e.place_id, o.starts_at, e.id
)

select
  p.id as place_id,
  p.kind,
  coalesce(s.hours, '[]') as hours,
  w.key as week_key,
  c.title,
  c.starts_at,
  c.over_at,
  c.has_end
from jatre.places as p
left join stated as s on p.id = s.place_id
left join coming as c on p.id = c.place_id
left join jatre.place_weeks as w on p.id = w.place_id
where
  p.area_code = :area
  and (
    s.place_id is not null or c.place_id is not null or w.place_id is not null
    or exists (
      select
      from jatre.place_live_status as l
      where l.place_id = p.id and l.source = 'hours'
    )
  )
order by p.id
