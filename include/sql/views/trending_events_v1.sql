-- What is popular among the public events of the next seven days, by how much interest each will probably have found
-- when it starts, halved for every three days until then. Points of interest are views, RSVPs and shares here, and like
-- RSVPs how many go by the source that states the most, 200 at most, since nobody can check it. `expected` adds to the
-- points of now those that come as they came until now: so many a day since it is listed. Of what is listed for little
-- time that says little, so that `usual` of its category counts as much as one point of its own. Of a series what came
-- until its last date ended is not for the next one: that has its part of the time since it is listed. Dates that
-- follow one another within six days are one run, as of an exhibition that is open each day, which people care for as a
-- whole: of these the last one that ended six days before counts. What the sources state was not found since it is
-- listed here, and brings no more. Worked out by trending_refresh.
create materialized view jatre.trending_events_v1 as
with coming as (
  select distinct on (o.event_id)
    o.event_id,
    o.starts_at,
    e.category,
    e.created_at,
    greatest(extract(epoch from jatre.now_v1() - e.created_at), 86400) / 86400 as listed_days,
    greatest(extract(epoch from o.starts_at - jatre.now_v1()), 0) / 86400 as days_left
  from jatre.event_occurrences as o
  inner join jatre.discovered_events as e on o.event_id = e.id
  where
    o.is_public and not o.cancelled and o.over_at > jatre.now_v1() and o.starts_at < jatre.now_v1() + interval '7 days'
    and e.is_public and e.status = 'scheduled'
  order by o.event_id, o.starts_at
),

counted as (
  select
    w.*,
    coalesce(c.view_count * 0.3 + c.rsvp_count * 0.5 + c.share_count * 0.2, 0) as points,
    coalesce(
      extract(epoch from jatre.now_v1() - b.ended_at) / extract(epoch from jatre.now_v1() - w.created_at), 1
    ) as part
  from coming as w
  left join jatre.event_counters as c on w.event_id = c.event_id
  left join lateral (
    select max(p.over_at) as ended_at from jatre.event_occurrences as p
    where
      p.event_id = w.event_id and not p.cancelled and p.over_at > w.created_at and p.over_at < jatre.now_v1()
      and p.over_at <= w.starts_at - interval '6 days'
  ) as b on true
),

usual as (
  select
    c.category,
    sum(c.points) / sum(c.listed_days) as points_a_day
  from counted as c
  group by c.category
  having sum(c.points) > 0
),

-- several sources count the same people
stated as (
  select
    l.event_id,
    least(max(p.attending), 200) * 0.5 as points
  from jatre.listing_popularity as p
  inner join jatre.events_staging as l on p.source_id = l.source_id and p.external_id = l.external_id
  where l.event_id is not null and l.gone_at is null and p.attending > 0
  group by l.event_id
),

foreseen as (
  select
    c.event_id,
    c.starts_at,
    c.days_left,
    c.points * c.part + coalesce(s.points, 0) as points,
    c.days_left * coalesce((c.points + 1) / (c.listed_days + 1 / u.points_a_day), 0) as more
  from counted as c
  left join usual as u on c.category is not distinct from u.category
  left join stated as s on c.event_id = s.event_id
)

select
  f.event_id,
  f.starts_at,
  ((f.points + f.more) * power(0.5, f.days_left / 3))::double precision as popularity,
  jatre.now_v1() as refreshed_at,
  f.points::double precision as points,
  (f.points + f.more)::double precision as expected
from foreseen as f
where f.points > 0;

create unique index trending_events_v1_event_idx on jatre.trending_events_v1 (event_id);
create index trending_events_v1_popularity_idx on jatre.trending_events_v1 (popularity desc, starts_at, event_id);
