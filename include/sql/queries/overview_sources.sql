-- How each source stands: its last fetch, how many failed since the last good one, and what became of its listings.
with fared as (
  select
    x.source_id,
    count(*) as listings,
    count(*) filter (where x.status = 'set_aside') as set_aside,
    count(*) filter (where x.stage <> 'done' and x.status <> 'set_aside') as waiting,
    count(distinct e.id) filter (where e.is_public) as shown
  from jatre.events_staging as x
  left join jatre.discovered_events as e on x.event_id = e.id
  group by x.source_id
),

good as (
  select
    g.source_id,
    max(g.started_at) as last_at
  from jatre.fetch_history as g
  where g.status in ('success', 'partial') and g.backfill_start is null and g.reread_of is null
  group by g.source_id
)

select
  s.slug,
  s.name,
  s.kind,
  s.is_active,
  f.run_id,
  f.started_at,
  f.status,
  f.records_found,
  f.records_new,
  f.records_changed,
  f.records_unreadable,
  f.error_details,
  coalesce(l.listings, 0) as listings,
  coalesce(l.set_aside, 0) as set_aside,
  coalesce(l.waiting, 0) as waiting,
  coalesce(l.shown, 0) as shown,
  (
    select count(*)
    from jatre.fetch_history as t
    where
      t.source_id = s.id
      and t.status = 'failed'
      and t.backfill_start is null and t.reread_of is null
      and t.started_at > coalesce(good.last_at, '-infinity')
  ) as failed_since
from jatre.event_sources as s
left join lateral (
  select h.*
  from jatre.fetch_history as h
  where h.source_id = s.id and h.backfill_start is null and h.reread_of is null
  order by h.started_at desc
  limit 1
) as f on true
left join fared as l on s.id = l.source_id
left join good on s.id = good.source_id
order by s.name
