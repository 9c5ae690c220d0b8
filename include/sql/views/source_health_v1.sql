-- How healthy each source is, from its last 20 fetches that ended: figures, a state and the reasons for it, in words.
-- A fetch that failed and its retries are one run. "Not modified" is a success that brings nothing. A backfill lists
-- what was asked for, a re-read what was listed once: they are no measure of the source. What is past costs nothing:
-- the last fetches and the current listings of each source are found by indexes.
create view jatre.source_health_v1 as
with recent as (
  select
    f.*,
    row_number() over (partition by f.source_id order by f.started_at desc) as age
  from jatre.event_sources as s
  cross join lateral (
    select h.* from jatre.fetch_history as h
    where h.source_id = s.id and h.status <> 'running' and h.backfill_start is null and h.reread_of is null
    order by h.started_at desc
    limit 20
  ) as f
),

-- the last fetch that brought a list, and what was usual before it. What a page lists that answers "not modified"
-- counts as unchanged, but not as found.
brought as (
  select
    r.*,
    greatest(r.records_found, r.records_new + r.records_changed + r.records_unchanged) as listed,
    row_number() over (partition by r.source_id order by r.started_at desc) as nth
  from recent as r
  where r.status in ('success', 'partial') and not r.not_modified
),

usual as (
  select
    b.source_id,
    count(*) as fetches,
    percentile_disc(0.5) within group (order by b.listed) as found
  from brought as b
  where b.nth between 2 and 11
  group by b.source_id
),

-- the five lists before the last: how many records, and how many of them have each field. Worked out once: planned as
-- part of a join they would be worked out for each source.
before as materialized (
  select
    b.source_id,
    sum(b.records_found) as records
  from brought as b
  where b.nth between 2 and 6
  group by b.source_id
),

fields_before as materialized (
  select
    b.source_id,
    k.key as field,
    sum(k.value::integer) as records
  from brought as b
  cross join jsonb_each_text(b.record_fields) as k
  where b.nth between 2 and 6
  group by b.source_id, k.key
),

-- in most records of those five, and in none of the last
lost as (
  select
    n.source_id,
    array_agg(f.field order by f.field) as fields
  from brought as n
  inner join before as p on n.source_id = p.source_id
  inner join fields_before as f on n.source_id = f.source_id and f.records >= 0.5 * p.records
  where n.nth = 1 and n.records_found >= 3 and not coalesce(n.record_fields, '{}') ? f.field
  group by n.source_id
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
    s.id as source_id,
    g.started_at as last_at
  from jatre.event_sources as s
  cross join lateral (
    select h.started_at from jatre.fetch_history as h
    where h.source_id = s.id and h.status in ('success', 'partial') and h.backfill_start is null and h.reread_of is null
    order by h.started_at desc
    limit 1
  ) as g
),

failed as (
  select
    s.id as source_id,
    f.runs,
    f.since
  from jatre.event_sources as s
  left join good as g on s.id = g.source_id
  cross join
    lateral (
      select
        count(distinct coalesce(h.run_id, h.id::text)) as runs,
        min(h.started_at) as since
      from jatre.fetch_history as h
      where
        h.source_id = s.id
        and h.status = 'failed'
        and h.backfill_start is null
        and h.reread_of is null
        and h.started_at > coalesce(greatest(g.last_at, s.resumed_at), '-infinity')
    ) as f
  where f.runs > 0
),

-- the current listings of each source, counted in one pass
fared as (
  select
    s.id as source_id,
    l.*
  from jatre.event_sources as s
  cross join lateral (
    select
      c.status,
      c.set_aside_reason,
      count(*) as listings,
      count(*) filter (where c.absent_runs >= 2 and c.is_to_come) as held,
      max(c.changed_at) as last_news_at
    from jatre.current_listings as c
    where c.source_id = s.id
    group by c.status, c.set_aside_reason
  ) as l
),

listed as (
  select
    f.source_id,
    sum(f.listings)::bigint as listings,
    coalesce(sum(f.listings) filter (where f.status = 'duplicate'), 0)::bigint as duplicates,
    coalesce(sum(f.listings) filter (where f.status = 'set_aside'), 0)::bigint as set_aside,
    sum(f.held)::bigint as held,
    max(f.last_news_at) as last_news_at
  from fared as f
  group by f.source_id
),

aside as (
  select
    c.source_id,
    jsonb_object_agg(c.reason, c.listings) as reasons
  from (
    select
      f.source_id,
      f.set_aside_reason as reason,
      f.listings,
      row_number() over (partition by f.source_id order by f.listings desc, f.set_aside_reason) as place
    from fared as f
    where f.status = 'set_aside'
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
          when b.listed = 0 and u.found > 0 then format('it lists nothing, and usually %s', u.found)
          when u.fetches >= 3 and b.listed < 0.5 * u.found and u.found >= 5
            then format('it lists %s, and usually %s', b.listed, u.found)
          when u.fetches >= 3 and b.listed > 3 * u.found and b.listed >= 20
            then format('it lists %s, and usually %s', b.listed, u.found)
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
  left join recent as n on s.id = n.source_id and n.age = 1
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
  b.listed as found,
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
left join recent as n on s.id = n.source_id and n.age = 1
left join good as g on s.id = g.source_id
left join figures as x on s.id = x.source_id
left join brought as b on s.id = b.source_id and b.nth = 1
left join usual as u on s.id = u.source_id
left join listed as l on s.id = l.source_id
left join aside as a on s.id = a.source_id
left join lost as t on s.id = t.source_id;
