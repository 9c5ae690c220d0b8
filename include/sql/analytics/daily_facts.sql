-- What each day brought, counted once: per local day, source and category. Figures alone, made anew every hour.
create materialized view analytics.daily_facts as
with facts as (
  -- a listing counts on the day on which it was first seen
  select
    (l.first_seen_at at time zone coalesce(a.timezone, 'UTC'))::date as day,
    s.slug as source,
    e.category,
    1 as listings_found,
    (l.status = 'set_aside')::integer as listings_set_aside,
    (l.status = 'duplicate')::integer as listings_joined,
    0 as events_published,
    0 as dates_on,
    0 as dates_cancelled
  from jatre.events_staging as l
  inner join jatre.event_sources as s on l.source_id = s.id
  left join jatre.areas as a on s.area_code = a.code
  left join jatre.discovered_events as e on l.event_id = e.id
  union all
  -- an event on the day on which the public first saw it
  select
    (e.published_at at time zone e.timezone)::date as day,
    s.slug as source,
    e.category,
    0 as listings_found,
    0 as listings_set_aside,
    0 as listings_joined,
    1 as events_published,
    0 as dates_on,
    0 as dates_cancelled
  from jatre.discovered_events as e
  left join jatre.event_sources as s on e.source_id = s.id
  where e.is_public
  union all
  -- a date on its own day
  select
    o.local_day as day,
    o.source,
    o.category,
    0 as listings_found,
    0 as listings_set_aside,
    0 as listings_joined,
    0 as events_published,
    (not (o.cancelled or o.status = 'cancelled'))::integer as dates_on,
    (o.cancelled or o.status = 'cancelled')::integer as dates_cancelled
  from analytics.occurrences as o
)

select
  f.day,
  coalesce(f.source, 'none') as source,
  coalesce(f.category, 'none') as category,
  sum(f.listings_found) as listings_found,
  sum(f.listings_set_aside) as listings_set_aside,
  sum(f.listings_joined) as listings_joined,
  sum(f.events_published) as events_published,
  sum(f.dates_on) as dates_on,
  sum(f.dates_cancelled) as dates_cancelled
from facts as f
group by f.day, coalesce(f.source, 'none'), coalesce(f.category, 'none');

create unique index daily_facts_idx on analytics.daily_facts (day, source, category);

comment on materialized view analytics.daily_facts is
'One row per local day, source and category on which anything was: how much. Made anew every hour.';
comment on column analytics.daily_facts.day is 'the day, in the zone of the source''s area or of the event';
comment on column analytics.daily_facts.source is
'a slug: of the listing''s source, or of the source whose word stands first for the event; none where it has none';
comment on column analytics.daily_facts.category is 'of the event; none where there is none';
comment on column analytics.daily_facts.listings_found is 'listings that were first seen on the day';
comment on column analytics.daily_facts.listings_set_aside is 'how many of these are set aside now';
comment on column analytics.daily_facts.listings_joined is 'how many of these are another listing''s event';
comment on column analytics.daily_facts.events_published is 'public events that were first seen by the public then';
comment on column analytics.daily_facts.dates_on is 'dates of public events on the day that were not cancelled';
comment on column analytics.daily_facts.dates_cancelled is 'dates on the day that were cancelled, or whose event was';
