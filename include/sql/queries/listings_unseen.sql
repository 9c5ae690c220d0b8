-- Listings with a date to come, or not understood yet, that a complete fetch did not show: the records as they came.
-- Those to come are found by their last day, in whatever zone, without reading what is past.
with to_come as materialized (
  select c.id
  from jatre.events_staging as c
  where
    c.source_id = :source_id
    and c.gone_at is null
    and (
      c.local_dates[cardinality(c.local_dates)] >= (jatre.now_v1() at time zone 'UTC')::date - 1
      or c.local_dates[cardinality(c.local_dates)] is null
    )
)

select
  l.external_id,
  l.raw_data
from jatre.events_staging as l
where
  l.id in (select t.id from to_come as t)
  and l.raw_data is not null
  and l.external_id <> all(cast(:seen as text[]))
  and (
    l.processed_data is null
    or exists (
      select
      from jsonb_array_elements(l.processed_data -> 'occurrences') as o
      where (o ->> 'starts_at')::timestamptz >= jatre.now_v1()
    )
  )
order by l.external_id
limit :size
