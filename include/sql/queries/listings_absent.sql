-- Count an absence: listings with a date to come inside the window that the source no longer lists. Without a list of
-- what was seen (the source is not modified) those that were absent last time are absent again. By the last day, in
-- whatever zone, those with a date to come are found without reading what is past.
update jatre.events_staging as l
set absent_runs = l.absent_runs + 1
where
  l.source_id = :source_id
  and l.gone_at is null
  and l.absent_runs < 2
  and (
    l.local_dates[cardinality(l.local_dates)] >= (cast(:window_start as timestamptz) at time zone 'UTC')::date - 1
    or l.local_dates[cardinality(l.local_dates)] is null
  )
  and case when cast(:unchanged as boolean) then l.absent_runs > 0 else l.external_id <> all(cast(:seen as text[])) end
  and exists (
    select
    from jsonb_array_elements(l.processed_data -> 'occurrences') as o
    where
      (o ->> 'starts_at')::timestamptz >= cast(:window_start as timestamptz)
      and (
        (o ->> 'starts_at')::timestamptz <= cast(:window_end as timestamptz) or cast(:window_end as timestamptz) is null
      )
  )
returning l.external_id
