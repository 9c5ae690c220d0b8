-- What people, or the places themselves, said of how full places of an area (:area) were, the last of each hour, by
-- place, weekday (0 Monday; a holiday, of :holidays, is a Sunday), hour of its zone (:zone) and level (0 empty to 4
-- packed); each counts by its confidence, halved every :half_life days.
with told as (
  select distinct on (c.place_id, date_trunc('hour', c.changed_at, :zone))
    c.place_id,
    c.changed_at at time zone :zone as local_at,
    array_position(array['empty', 'quiet', 'moderate', 'busy', 'packed'], c.status ->> 'capacity') - 1 as level,
    coalesce((c.status ->> 'confidence')::float, 0.5)
    * power(0.5, extract(epoch from jatre.now_v1() - c.changed_at)::float / 86400 / cast(:half_life as float)) as weight
  from jatre.place_status_changes as c
  inner join jatre.places as p on c.place_id = p.id
  where c.source in ('user', 'business') and p.area_code = :area and c.changed_at <= jatre.now_v1()
  order by c.place_id, date_trunc('hour', c.changed_at, :zone), c.version desc
)

select
  t.place_id,
  case
    when t.local_at::date = any(cast(:holidays as date[])) then 6
    else extract(isodow from t.local_at)::integer - 1
  end as weekday,
  extract(hour from t.local_at)::integer as hour,
  t.level,
  sum(t.weight) as weight
from told as t
where t.level is not null and t.weight > 0
group by t.place_id, weekday, hour, t.level
order by t.place_id, weekday, hour, t.level
