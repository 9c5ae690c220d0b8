-- Keep the opening hours that listings of :speaking state of the place for which their source speaks (a JSON array:
-- source_id, source, priority, slug), and take out those that none states any more; the places that changed. Those that
-- are to come count, in an area's :zone; where there is none, those over for no more than :over_days. Of the hours that
-- they state the best source's count, and of those the ones that changed last. A place whose source has listings that
-- are being read stays as it is, where it is to :wait.
with speaking as (
  select
    g.source_id,
    g.source,
    g.priority,
    g.slug,
    p.id as place_id,
    (jatre.now_v1() at time zone :zone)::date as today
  from jsonb_to_recordset(cast(:speaking as jsonb)) as g (source_id uuid, source text, priority integer, slug text)
  inner join jatre.places as p on g.slug = p.slug
  where p.area_code = :area
),

waiting as (
  select distinct g.place_id
  from speaking as g
  inner join jatre.events_staging as l on g.source_id = l.source_id
  where
    cast(:wait as boolean)
    and l.stage in ('extract', 'nlp', 'geocode')
    and l.status <> 'set_aside'
    and l.gone_at is null
),

listed as (
  select
    g.place_id,
    g.source,
    g.priority,
    g.slug,
    g.today,
    n.*
  from speaking as g
  cross join
    lateral (
      select
        l.processed_data,
        l.changed_at,
        l.local_dates[cardinality(l.local_dates)] as last_date
      from jatre.events_staging as l
      left join jatre.discovered_events as e on l.event_id = e.id
      where
        l.source_id = g.source_id
        and l.gone_at is null
        and l.status <> 'set_aside'
        and (e.id is null or e.moderation_status <> 'rejected' or e.moderated_by is null)
      order by l.changed_at desc
      limit :most
    ) as n
),

there as (
  select
    l.place_id,
    l.source,
    l.priority,
    l.changed_at,
    l.processed_data -> 'venue_hours' as hours,
    l.last_date >= l.today as is_to_come,
    bool_or(l.last_date >= l.today) over (partition by l.place_id, l.source) as any_to_come
  from listed as l
  where
    l.processed_data #>> '{venue,place_id}' = l.slug
    and l.last_date >= l.today - cast(:over_days as integer)
),

stated as (
  select distinct on (t.place_id)
    t.place_id,
    t.hours
  from there as t
  where t.hours is not null and t.is_to_come = t.any_to_come
  order by t.place_id, t.priority, t.source, t.changed_at desc
),

gone as (
  delete from jatre.place_hours as h using jatre.places as p
  where
    h.place_id = p.id and h.origin = 'venue_page' and p.area_code = :area
    and not exists (
      select
      from stated as s
      where s.place_id = h.place_id
    )
    and not exists (
      select
      from waiting as w
      where w.place_id = h.place_id
    )
  returning h.place_id
),

written as (
  insert into jatre.place_hours as known (place_id, origin, stated, week, special, stated_at)
  select
    s.place_id,
    'venue_page' as origin,
    s.hours ->> 'stated' as stated,
    s.hours ->> 'week' as week,
    coalesce(s.hours -> 'special', '[]') as special,
    jatre.now_v1() as stated_at
  from stated as s
  where
    not exists (
      select
      from waiting as w
      where w.place_id = s.place_id
    )
  on conflict (place_id, origin) do update
    set stated = excluded.stated, week = excluded.week, special = excluded.special, stated_at = excluded.stated_at
    where (known.stated, known.week, known.special) is distinct from (excluded.stated, excluded.week, excluded.special)
  returning known.place_id
)

select g.place_id
from gone as g
union all
select w.place_id
from written as w
