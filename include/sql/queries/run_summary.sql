-- What the last :seconds brought about: events, duplicates (listings taken for another one's event), and the reasons
-- for which listings were set aside, the most frequent one first.
with began as materialized (
  select clock_timestamp() - make_interval(secs => :seconds) as at
),

reasons as (
  select
    l.set_aside_reason as reason,
    count(*) as number
  from jatre.events_staging as l
  inner join began on l.processed_at >= began.at
  where l.status = 'set_aside'
  group by l.set_aside_reason
),

shown as (
  select
    count(*) as events_shown,
    count(*) filter (where e.created_at >= began.at) as events_new,
    count(*) filter (where e.created_at < began.at and e.updated_at >= began.at) as events_changed
  from jatre.discovered_events as e
  cross join began
  where e.is_public
)

select
  shown.events_shown,
  shown.events_new,
  shown.events_changed,
  (
    select count(*)
    from jatre.event_duplicates as d
    inner join began on d.created_at >= began.at
    where d.match_fields ->> 'decided' is distinct from 'for review'
  ) as duplicates,
  (
    select coalesce(jsonb_agg(jsonb_build_array(r.number, r.reason) order by r.number desc, r.reason), '[]')
    from reasons as r
  ) as set_aside
from shown
