-- What is to come from a source: how many listings, how many of them are due to be marked gone, how many were marked
-- within the last 24 hours.
select
  count(*) as upcoming,
  count(*) filter (where l.gone_at is null and l.absent_runs >= 2) as due,
  count(*) filter (where l.gone_at >= clock_timestamp() - interval '24 hours') as lately
from jatre.events_staging as l
where
  l.source_id = :source_id
  and (l.gone_at is null or l.gone_at >= clock_timestamp() - interval '24 hours')
  and exists (
    select
    from jsonb_array_elements(l.processed_data -> 'occurrences') as o
    where (o ->> 'starts_at')::timestamptz >= cast(:window_start as timestamptz)
  )
