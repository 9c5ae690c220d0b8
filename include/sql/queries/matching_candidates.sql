-- Matched listings, other than :ids, that could be the same happening: a date among :days, unless the source is the
-- one that alone asks for the day (:askers is parallel), at most :most of a source and day; the same title in the same
-- source (:sources and :titles are parallel); or an event of :events.
select
  l.id,
  l.external_id,
  l.processed_data,
  l.event_id,
  l.source_id,
  l.title_key,
  l.stage,
  s.slug,
  s.area_code,
  s.priority,
  s.official
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
where
  l.id in (
    select n.id
    from unnest(cast(:days as date[]), cast(:askers as uuid[])) as w (day, source_id)
    cross join
      lateral (
        select
          d.id,
          row_number() over (partition by d.source_id order by d.external_id) as position
        from jatre.events_staging as d
        where
          d.event_id is not null
          and d.local_dates @> array[w.day]
          and d.source_id is distinct from w.source_id
      ) as n
    where n.position <= cast(:most as integer)
    union
    select t.id from jatre.events_staging as t
    inner join unnest(cast(:sources as uuid[]), cast(:titles as text[])) as w (source_id, title_key)
      on t.source_id = w.source_id and t.title_key = w.title_key
    where t.event_id is not null
    union
    select e.id from jatre.events_staging as e
    where e.event_id = any(cast(:events as uuid[]))
  )
  and l.id <> all(cast(:ids as uuid[]))
  and l.processed_data -> 'occurrences' -> 0 is not null
