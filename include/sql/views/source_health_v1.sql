-- How healthy each source is, from its last 20 fetches that ended: figures, a state and the reasons for it, in words.
-- A fetch that failed and its retries are one run. "Not modified" is a success that brings nothing. A backfill lists
-- what was asked for, a re-read what was listed once: they are no measure of the source.
create view jatre.source_health_v1 as
with ended as (
  select
    f.*,
    row_number() over (partition by f.source_id order by f.started_at desc) as age
  from jatre.fetch_history as f
  where f.status <> 'running' and f.backfill_start is null and f.reread_of is null
),

recent as (
  select * from ended
  where age <= 20
),

-- the last fetch that brought a list, and what was usual before it
brought as (
  select
    r.*,
    row_number() over (partition by r.source_id order by r.started_at desc) as nth
  from recent as r
  where r.status in ('success', 'partial') and not r.not_modified
),

usual as (
  select
    b.source_id,
    count(*) as fetches,
    percentile_disc(0.5) within group (order by b.records_found) as found
  from brought as b
  where b.nth between 2 and 11
  group by b.source_id
),

-- in most records of the five lists before the last, and in none of the last
lost as (
  select
    l.source_id,
    array_agg(l.field order by l.field) as fields
  from (
    select
      b.source_id,
      k.key as field
    from brought as b
    cross join jsonb_each_text(b.record_fields) as k
    where b.nth between 2 and 6
    group by b.source_id, k.key
    having
      sum(k.value::integer) >= 0.5 * (
        select sum(p.records_found) from brought as p
        where p.source_id = b.source_id and p.nth between 2 and 6
      )
  ) as l
  inner join brought as n on l.source_id = n.source_id and n.nth = 1
  where n.records_found >= 3 and not coalesce(n.record_fields, '{}') ? l.field
  group by l.source_id
),

figures as (
  select
    r.source_id,
    count(*) as fetches,
    count(*) filter (where r.status <> 'failed') as succeeded,
    percentile_disc(0.5) within group (order by r.execution_time_ms) as latency_ms
  from recent as r
  group by r.source_id
),

good as (
  select
    e.source_id,
    max(e.started_at) as last_at
  from ended as e
  where e.status in ('success', 'partial')
  group by e.source_id
),

failed as (
  select
    e.source_id,
    count(distinct coalesce(e.run_id, e.id::text)) as runs,
    min(e.started_at) as since
  from ended as e
  inner join jatre.event_sources as s on e.source_id = s.id
  left join good as g on e.source_id = g.source_id
  where
    e.status = 'failed'
    and e.started_at > coalesce(greatest(g.last_at, s.resumed_at), '-infinity')
  group by e.source_id
),

today as (
  select jatre.now_v1()::date as today
),

-- what is to come, or came within a month: what was right years ago is no sign of health today
current_listings as (
  select
    l.source_id,
    l.status,
    l.set_aside_reason,
    l.changed_at,
    l.absent_runs >= 2 and d.today <= any(l.local_dates) as is_held
  from jatre.events_staging as l
  cross join today as d
  where
    l.gone_at is null
    and (d.today <= any(l.local_dates) or l.changed_at > clock_timestamp() - interval '30 days')
),

listed as (
  select
    l.source_id,
    count(*) as listings,
    count(*) filter (where l.status = 'duplicate') as duplicates,
    count(*) filter (where l.status = 'set_aside') as set_aside,
    count(*) filter (where l.is_held) as held,
    max(l.changed_at) as last_news_at
  from current_listings as l
  group by l.source_id
),

aside as (
  select
    c.source_id,
    jsonb_object_agg(c.reason, c.listings) as reasons
  from (
    select
      l.source_id,
      l.set_aside_reason as reason,
      count(*) as listings,
      row_number() over (partition by l.source_id order by count(*) desc, l.set_aside_reason) as place
    from current_listings as l
    where l.status = 'set_aside'
    group by l.source_id, l.set_aside_reason
  ) as c
  where c.place <= 5
  group by c.source_id
),

shifted as (
  select
    h.source_id,
    format(
      '%s of %s events begin between 23:30 and 06:00, and would not if they were %s hours earlier: its times may be '
      'local ones that it marks as UTC (set ignore_zones, or zone)',
      h.at_night, h.starts, trim(to_char(h.utc_offset, 'HH24:MI'))
    ) as reason
  from jatre.source_hours as h
  where
    h.starts >= 5 and h.at_night >= 0.6 * h.starts and h.shifted_at_day >= 0.8 * h.starts
    and h.utc_offset > interval '0'
),

judged as (
  select
    s.id,
    array_remove(
      array[
        case
          when f.runs is not null
            then format(
              '%s %s failed in a row since %s: %s', f.runs, case f.runs when 1 then 'run' else 'runs' end,
              to_char(f.since at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'),
              coalesce(n.error_details ->> 'message', n.error_details ->> 'error', 'no reason is known')
            )
        end,
        case
          when n.status = 'partial'
            then coalesce(n.error_details ->> 'alert', n.error_details #>> '{warnings,0}', 'its last fetch was partial')
        end,
        case
          when b.records_found = 0 and u.found > 0 then format('it lists nothing, and usually %s', u.found)
          when u.fetches >= 3 and b.records_found < 0.5 * u.found and u.found >= 5
            then format('it lists %s, and usually %s', b.records_found, u.found)
          when u.fetches >= 3 and b.records_found > 3 * u.found and b.records_found >= 20
            then format('it lists %s, and usually %s', b.records_found, u.found)
        end,
        case
          when b.records_unreadable > 0.2 * (b.records_found + b.records_unreadable)
            then format(
              '%s of %s records could not be read: %s', b.records_unreadable,
              b.records_found + b.records_unreadable, b.error_details #>> '{unreadable,0,reason}'
            )
        end,
        case
          when l.listings >= 5 and l.set_aside > 0.5 * l.listings
            then format('%s of %s listings are set aside', l.set_aside, l.listings)
        end,
        case
          when t.fields is not null then format('these fields no longer appear: %s', array_to_string(t.fields, ', '))
        end,
        case
          when x.fetches >= 5 and x.succeeded < 0.8 * x.fetches
            then format('%s of its last %s fetches failed', x.fetches - x.succeeded, x.fetches)
        end,
        case
          when s.schedule is not null and g.last_at < clock_timestamp() - interval '2 days'
            then format('it was last read on %s', to_char(g.last_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'))
        end,
        s.credentials_reason,
        h.reason
      ], null
    ) as reasons,
    coalesce(f.runs, 0) as failed_runs
  from jatre.event_sources as s
  left join failed as f on s.id = f.source_id
  left join ended as n on s.id = n.source_id and n.age = 1
  left join brought as b on s.id = b.source_id and b.nth = 1
  left join usual as u on s.id = u.source_id
  left join lost as t on s.id = t.source_id
  left join figures as x on s.id = x.source_id
  left join good as g on s.id = g.source_id
  left join listed as l on s.id = l.source_id
  left join shifted as h on s.id = h.source_id
)

select
  s.id,
  s.slug,
  s.name,
  s.kind,
  case
    when not s.is_active then 'paused'
    when j.failed_runs >= 3 or (j.failed_runs > 0 and g.last_at is null) then 'failing'
    when cardinality(j.reasons) > 0 then 'degraded'
    else 'healthy'
  end as state,
  case
    when s.is_active then j.reasons
    when s.paused_reason is not null then array[s.paused_reason]
    when s.on_trial then array['it waits for its first trial' || coalesce('; the last one: ' || s.trial_reason, '')]
    else array['an administrator has paused it']
  end as reasons,
  g.last_at as last_success_at,
  l.last_news_at,
  x.fetches,
  round(x.succeeded::numeric / x.fetches, 2) as success_rate,
  x.latency_ms,
  b.started_at as last_list_at,
  b.records_found as found,
  b.records_new as new,
  b.records_changed as changed,
  b.records_unchanged as unchanged,
  b.records_unreadable as unreadable,
  u.found as usually_found,
  coalesce(n.not_modified, false) as not_modified,
  coalesce(l.listings, 0) as listings,
  coalesce(l.set_aside, 0) as set_aside,
  coalesce(a.reasons, '{}') as set_aside_reasons,
  coalesce(l.held, 0) as removals_held,
  round(l.duplicates::numeric / nullif(l.listings, 0), 2) as duplicates_share,
  coalesce(t.fields, '{}') as lost_fields,
  j.failed_runs,
  s.paused_at,
  s.credentials_end_at
from jatre.event_sources as s
inner join judged as j on s.id = j.id
left join ended as n on s.id = n.source_id and n.age = 1
left join good as g on s.id = g.source_id
left join figures as x on s.id = x.source_id
left join brought as b on s.id = b.source_id and b.nth = 1
left join usual as u on s.id = u.source_id
left join listed as l on s.id = l.source_id
left join aside as a on s.id = a.source_id
left join lost as t on s.id = t.source_id;
