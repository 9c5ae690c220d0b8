-- :past copies of what is listed, with an event each, on days of the five years before.
set session_replication_role = replica; -- no triggers: the feed is not what is measured

create temporary table model as
select
  row_number() over (order by l.id) as number,
  l.id as listing,
  l.event_id as event
from jatre.events_staging as l
where l.event_id is not null;

create temporary table copies as
select
  n,
  md5('listing ' || n)::uuid as listing,
  md5('event ' || n)::uuid as event,
  m.listing as model,
  m.event as model_event,
  timestamptz '2026-02-27 20:00+05:30' - make_interval(days => n % 1800) as starts_at,
  (array['Lake', 'River', 'Forest', 'Harbour', 'Temple', 'Garden', 'Market', 'Bridge'])[1 + n % 8] || ' night ' || n % 997
    as title
from generate_series(1, :past) as n
inner join model as m on m.number = 1 + n % (select count(*) from model);

-- each row is made once, in a lateral: (f(x)).* would make it once for each of its columns
insert into jatre.events_staging
select r.*
from copies as c
inner join jatre.events_staging as l on c.model = l.id
cross join lateral jsonb_populate_record(
  l, jsonb_build_object(
    'id', c.listing, 'external_id', 'past ' || c.n, 'event_id', c.event, 'title_key', lower(c.title),
    'local_dates', array[(c.starts_at at time zone 'Asia/Kolkata')::date],
    'processed_data', l.processed_data || jsonb_build_object(
      'title', c.title, 'occurrences', jsonb_build_array(
        (l.processed_data -> 'occurrences' -> 0) || jsonb_build_object('starts_at', c.starts_at, 'ends_at', null)
      )
    ),
    'first_seen_at', c.starts_at - interval '9 days', 'changed_at', c.starts_at - interval '9 days'
  )
) as r;

insert into jatre.discovered_events
select r.*
from copies as c
inner join jatre.discovered_events as e on c.model_event = e.id
cross join lateral jsonb_populate_record(
  e, jsonb_build_object(
    'id', c.event, 'staging_id', c.listing, 'title', c.title, 'start_time', c.starts_at, 'end_time', null
  )
) as r;

insert into jatre.event_occurrences
select r.*
from copies as c
inner join jatre.event_occurrences as o on c.model_event = o.event_id
cross join lateral jsonb_populate_record(
  o, jsonb_build_object('event_id', c.event, 'starts_at', c.starts_at, 'ends_at', null, 'over_at', c.starts_at)
) as r;
