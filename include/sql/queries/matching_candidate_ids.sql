-- Matched listings that could be the same happening as some others: a date among :days, unless the source is the
-- one that alone asks for the day (:askers is parallel), at most :most of a source and day; or the same title in the
-- same source (:sources and :titles are parallel). Of a source's listings of one event, title and dates :copies stand
-- for all. `include/pipeline/matching/selection.py` reads them.
select n.id
from unnest(cast(:days as date[]), cast(:askers as uuid[])) as w (day, source_id)
cross join
  lateral ( -- noqa: ST05
    select
      c.id,
      row_number() over (partition by c.source_id order by c.external_id) as position
    from (
      select
        d.id,
        d.source_id,
        d.external_id,
        row_number() over (
          partition by d.source_id, d.event_id, d.title_key, d.local_dates order by d.external_id
        ) as copy
      from jatre.events_staging as d
      where
        d.event_id is not null
        and d.local_dates @> array[w.day]
        and d.source_id is distinct from w.source_id
    ) as c
    where c.copy <= cast(:copies as integer)
  ) as n
where n.position <= cast(:most as integer)
union
select t.id
from (
  select
    o.id,
    row_number() over (
      partition by o.source_id, o.event_id, o.title_key, o.local_dates order by o.external_id
    ) as copy
  from jatre.events_staging as o
  where
    o.event_id is not null
    and (o.source_id, o.title_key) in (
      select
        w.source_id,
        w.title_key
      from unnest(cast(:sources as uuid[]), cast(:titles as text[])) as w (source_id, title_key)
    )
) as t
where t.copy <= cast(:copies as integer)
