-- Mark listings that were absent twice as gone; their events are rebuilt without them.
update jatre.events_staging as l
set
  gone_at = jatre.now_v1(),
  stage = case when l.event_id is not null and l.stage in ('publish', 'done') then 'enrich' else l.stage end
where
  l.source_id = :source_id
  and l.gone_at is null
  and l.absent_runs >= 2
  and (
    l.local_dates[cardinality(l.local_dates)] >= (cast(:window_start as timestamptz) at time zone 'UTC')::date - 1
    or l.local_dates[cardinality(l.local_dates)] is null
  )
  and exists (
    select
    from jsonb_array_elements(l.processed_data -> 'occurrences') as o
    where (o ->> 'starts_at')::timestamptz >= cast(:window_start as timestamptz)
  )
returning l.external_id
