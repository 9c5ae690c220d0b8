-- Of each of the listings :ids the first :most dates to come, or the first :most where fewer are. Those that had more.
with dates as (
  select
    x.id,
    o.occurrence,
    cast(o.occurrence ->> 'starts_at' as timestamptz) as starts_at,
    row_number() over (
      partition by x.id
      order by
        cast(o.occurrence ->> 'starts_at' as timestamptz) < jatre.now_v1() - interval '1 day',
        cast(o.occurrence ->> 'starts_at' as timestamptz)
    ) as place
  from jatre.events_staging as x
  cross join jsonb_array_elements(x.processed_data -> 'occurrences') as o (occurrence)
  where
    x.id = any(cast(:ids as uuid[]))
    and x.stage = 'nlp'
    and jsonb_array_length(x.processed_data -> 'occurrences') > :most
),

kept as (
  select
    d.id,
    jsonb_agg(d.occurrence order by d.starts_at) as occurrences,
    array_agg(distinct cast(d.starts_at at time zone a.timezone as date)) as local_dates
  from dates as d
  inner join jatre.events_staging as y on d.id = y.id
  inner join jatre.event_sources as s on y.source_id = s.id
  inner join jatre.areas as a on s.area_code = a.code
  where d.place <= :most
  group by d.id
)

update jatre.events_staging as l
set processed_data = jsonb_set(l.processed_data, '{occurrences}', k.occurrences), local_dates = k.local_dates
from kept as k
where l.id = k.id
returning l.id
