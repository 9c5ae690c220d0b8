-- What became of the listings that the fetches of the last day brought anew or changed, as far as it is known by now:
-- how many came to the end of the stages, those set aside too, and how many of them belong to an approved event. A
-- listing that changes again counts for the fetch after, and what was counted for the one before stays.
with unfinished as materialized (
  select
    f.id,
    f.source_id,
    f.started_at,
    f.completed_at
  from jatre.fetch_history as f
  where
    f.completed_at > clock_timestamp() - interval '1 day'
    and f.events_processed < f.records_new + f.records_changed
  for no key update skip locked
),

outcomes as (
  select
    u.id,
    count(*) as processed,
    count(*) filter (where e.moderation_status = 'approved') as approved
  from unfinished as u
  inner join jatre.events_staging as l
    on u.source_id = l.source_id and l.changed_at between u.started_at and u.completed_at
  left join jatre.discovered_events as e on l.event_id = e.id
  where l.gone_at is null and l.stage = 'done'
  group by u.id
)

update jatre.fetch_history as f
set
  events_processed = greatest(f.events_processed, o.processed),
  events_approved = greatest(f.events_approved, o.approved)
from outcomes as o
where f.id = o.id and f.events_processed < o.processed
