-- Listings with a date to come, or not understood yet, that a complete fetch did not show: the records as they came.
select
  l.external_id,
  l.raw_data
from jatre.events_staging as l
where
  l.source_id = :source_id
  and l.gone_at is null
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
