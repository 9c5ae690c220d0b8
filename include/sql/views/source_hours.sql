-- The hours at which a source's events begin, of its 200 newest listings that have one: how many, how many at night
-- (23:30 to 06:00), and how many would be at day and evening (08:00 to 23:00) if the clock had been read in UTC: what a
-- feed shows that names a wrong zone.
create view jatre.source_hours as
with firsts as (
  select
    l.source_id,
    a.timezone,
    (l.processed_data #>> '{occurrences,0,starts_at}')::timestamptz as starts_at,
    row_number() over (partition by l.source_id order by l.changed_at desc) as nth
  from jatre.events_staging as l
  inner join jatre.event_sources as s on l.source_id = s.id
  inner join jatre.areas as a on s.area_code = a.code
  where
    l.gone_at is null
    and (jatre.now_v1()::date <= any(l.local_dates) or l.changed_at > clock_timestamp() - interval '30 days')
    and l.processed_data #>> '{occurrences,0,starts_at}' is not null
    and l.processed_data #>> '{occurrences,0,date_only}' is distinct from 'true'
),

clocks as (
  select
    f.source_id,
    (f.starts_at at time zone f.timezone)::time as clock,
    (f.starts_at at time zone f.timezone) - (f.starts_at at time zone 'UTC') as utc_offset
  from firsts as f
  where f.nth <= 200
)

select
  c.source_id,
  c.utc_offset,
  count(*) as starts,
  count(*) filter (where c.clock >= '23:30' or c.clock < '06:00') as at_night,
  count(*) filter (where c.clock - c.utc_offset between '08:00' and '23:00') as shifted_at_day
from clocks as c
group by c.source_id, c.utc_offset;
