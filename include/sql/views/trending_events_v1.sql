-- What is popular among the public events of the next seven days: views, RSVPs and shares here, and like RSVPs how many
-- go by the source that states the most, 200 at most, since nobody can check it; halved for every three days until it
-- starts. Worked out by trending_refresh.
create materialized view jatre.trending_events_v1 as
with counted as (
  select
    c.event_id,
    c.view_count * 0.3 + c.rsvp_count * 0.5 + c.share_count * 0.2 as points
  from jatre.event_counters as c
  union all
  -- several sources count the same people
  select
    l.event_id,
    least(max(p.attending), 200) * 0.5 as points
  from jatre.listing_popularity as p
  inner join jatre.events_staging as l on p.source_id = l.source_id and p.external_id = l.external_id
  where l.event_id is not null and l.gone_at is null
  group by l.event_id
),

summed as (
  select
    c.event_id,
    sum(c.points) as points
  from counted as c
  group by c.event_id
  having sum(c.points) > 0
)

select
  e.id as event_id,
  o.starts_at,
  (
    c.points * power(0.5, greatest(extract(epoch from o.starts_at - jatre.now_v1()), 0) / 86400 / 3)
  )::double precision as popularity,
  jatre.now_v1() as refreshed_at
from summed as c
inner join jatre.discovered_events as e on c.event_id = e.id
cross join
  lateral (
    select d.starts_at
    from jatre.event_occurrences as d
    where
      d.event_id = e.id and not d.cancelled
      and d.over_at > jatre.now_v1() and d.starts_at < jatre.now_v1() + interval '7 days'
    order by d.starts_at
    limit 1
  ) as o
where e.is_public and e.status = 'scheduled';

create unique index trending_events_v1_event_idx on jatre.trending_events_v1 (event_id);
create index trending_events_v1_popularity_idx on jatre.trending_events_v1 (popularity desc, starts_at, event_id);
