-- Pause a source that has failed :runs runs in a row, over :hours hours at least; not while no other source can be read
-- either, for then the fault is on this side. Returns why it is paused, also where that was done before.
with failed as (
  select
    s.id,
    coalesce(f.run_id, f.id::text) as run,
    min(f.started_at) as started_at,
    max(array[f.started_at::text, coalesce(f.error_details ->> 'message', f.error_details ->> 'error')]) as newest
  from jatre.event_sources as s
  inner join jatre.fetch_history as f on s.id = f.source_id
  where
    s.id = :source_id
    and f.status = 'failed'
    and f.backfill_start is null and f.reread_of is null
    and f.started_at > coalesce(
      greatest(
        s.resumed_at,
        (
          select max(g.started_at) from jatre.fetch_history as g
          where
            g.source_id = s.id
            and g.status in ('success', 'partial')
            and g.backfill_start is null
            and g.reread_of is null
        )
      ), '-infinity'
    )
  group by s.id, coalesce(f.run_id, f.id::text)
),

failing as (
  select
    f.id,
    count(*) as runs,
    min(f.started_at) as since,
    -- the run before the newest
    (array_agg(f.started_at order by f.started_at desc))[2] as lately,
    max(f.newest) as newest
  from failed as f
  group by f.id
),

-- whether others were read between the last two failures, or there are none; what is pushed to us needs no way out
theirs as (
  select
    f.id,
    count(o.id) = 0 or bool_or(h.id is not null) as others_are_read
  from failing as f
  left join jatre.event_sources as o on f.id <> o.id and o.is_active and o.type not in ('webhook', 'replay')
  left join jatre.fetch_history as h
    on
      o.id = h.source_id
      and h.status in ('success', 'partial')
      and h.reread_of is null
      and coalesce(f.lately, f.since) < h.started_at
  group by f.id
),

paused as (
  update jatre.event_sources as s
  set
    is_active = false,
    on_trial = false,
    paused_at = clock_timestamp(),
    paused_reason = format(
      'paused after %s runs that failed in a row since %s: %s',
      f.runs, to_char(f.since at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'), f.newest[2]
    )
  from failing as f
  inner join theirs as t on f.id = t.id
  where
    s.id = f.id
    and s.is_active
    and f.runs >= :runs
    and f.since <= clock_timestamp() - make_interval(hours => :hours)
    and t.others_are_read
  returning s.paused_reason
)

select p.paused_reason from paused as p
union all
select s.paused_reason
from jatre.event_sources as s
where s.id = :source_id and not s.is_active and s.paused_reason is not null
