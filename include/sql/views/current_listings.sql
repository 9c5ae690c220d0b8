-- The listings by which a source is judged: those to come, and those that came within a month. What was right years ago
-- is no sign of health today. Asked for one source at a time it costs two index scans, however long the history is.
create view jatre.current_listings as
select
  l.source_id,
  l.status,
  l.set_aside_reason,
  l.absent_runs,
  l.changed_at,
  l.processed_data,
  -- the days of a listing are sorted
  coalesce((select jatre.now_v1()::date) <= l.local_dates[cardinality(l.local_dates)], false) as is_to_come
from jatre.events_staging as l
where l.gone_at is null and l.changed_at > (select clock_timestamp() - interval '30 days')
union all
select
  l.source_id,
  l.status,
  l.set_aside_reason,
  l.absent_runs,
  l.changed_at,
  l.processed_data,
  true as is_to_come
from jatre.events_staging as l
where
  l.gone_at is null
  and l.local_dates[cardinality(l.local_dates)] >= (select jatre.now_v1()::date)
  and l.changed_at <= (select clock_timestamp() - interval '30 days');
