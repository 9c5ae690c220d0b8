-- The hours at which a source's events begin, of its 200 newest current listings that have one: how many, how many at
-- night (23:30 to 06:00), and how many would be at day and evening (08:00 to 23:00) if the clock had been read in UTC:
-- what a feed shows that names a wrong zone. The bodies of other listings are not read.
create view jatre.source_hours as
with clocks as (
  select
    s.id as source_id,
    (n.starts_at at time zone a.timezone)::time as clock,
    (n.starts_at at time zone a.timezone) - (n.starts_at at time zone 'UTC') as utc_offset
  from jatre.event_sources as s
  inner join jatre.areas as a on s.area_code = a.code
  cross join lateral (
    -- `current_listings` in its two parts: all of the first changed after all of the second, which is not begun when
    -- the first is enough
    (
      select (l.processed_data #>> '{occurrences,0,starts_at}')::timestamptz as starts_at
      from jatre.events_staging as l
      where
        l.source_id = s.id
        and l.gone_at is null
        and l.changed_at > (select clock_timestamp() - interval '30 days')
        and l.processed_data #>> '{occurrences,0,starts_at}' is not null
        and l.processed_data #>> '{occurrences,0,date_only}' is distinct from 'true'
      order by l.changed_at desc
      limit 200
    )
    union all
    (
      select (l.processed_data #>> '{occurrences,0,starts_at}')::timestamptz as starts_at
      from jatre.events_staging as l
      where
        l.source_id = s.id
        and l.gone_at is null
        and l.changed_at <= (select clock_timestamp() - interval '30 days')
        and l.local_dates[cardinality(l.local_dates)] >= (select jatre.now_v1()::date)
        and l.processed_data #>> '{occurrences,0,starts_at}' is not null
        and l.processed_data #>> '{occurrences,0,date_only}' is distinct from 'true'
      order by l.changed_at desc
      limit 200
    )
    limit 200 -- noqa: AM09
  ) as n
)

select
  c.source_id,
  c.utc_offset,
  count(*) as starts,
  count(*) filter (where c.clock >= '23:30' or c.clock < '06:00') as at_night,
  count(*) filter (where c.clock - c.utc_offset between '08:00' and '23:00') as shifted_at_day
from clocks as c
group by c.source_id, c.utc_offset;
