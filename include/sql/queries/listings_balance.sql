-- What is to come from a source: how many listings, how many of them are due to be marked gone, how many were marked
-- within the last 24 hours.
with reach as (
  select
    cast(:source_id as uuid) as source_id,
    cast(:window_start as timestamptz) as begins
)

select
  count(*) as upcoming,
  count(*) filter (where l.gone_at is null and l.absent_runs >= 2) as due,
  count(*) filter (where l.gone_at is not null) as lately
from jatre.events_staging as l
inner join reach on l.source_id = reach.source_id
where
  (
    l.local_dates[cardinality(l.local_dates)] >= (cast(:window_start as timestamptz) at time zone 'UTC')::date - 1
    or l.local_dates[cardinality(l.local_dates)] is null
  )
  and (l.gone_at is null or l.gone_at >= jatre.now_v1() - interval '24 hours')
  and exists (
    select
    from jsonb_array_elements(l.processed_data -> 'occurrences') as o
    where (o ->> 'starts_at')::timestamptz >= reach.begins
  )
