-- Count a try before the work: of at most :size rows that wait for :stage and that nobody has tried, else of one that
-- was tried before and whose process has died or ran out of time. A row that begins alone has no try among others, so
-- that one counts as had. Rows that another run holds are skipped, and so are those of the sources in :over, which have
-- had their time in this run, and the rows in :skipped. A replay takes its own listings and no others, and only a
-- replay reads them: each at its own date.
with waiting as not materialized (
  select
    l.id,
    l.tries
  from jatre.events_staging as l
  inner join jatre.event_sources as s on l.source_id = s.id
  where
    l.stage = :stage
    and l.source_id <> all(cast(:over as uuid[]))
    and l.id <> all(cast(:skipped as uuid[]))
    and case
      when cast(:replaying as text) = '' then l.stage <> 'extract' or s.config ->> 'as_of' is null
      when l.stage = 'extract' then s.config ->> 'as_of' = :replaying
      else s.config ->> 'as_of' is not null
    end
),

fresh as (
  select l.id
  from jatre.events_staging as l
  where l.stage = :stage and l.tries = 0 and l.id in (select w.id from waiting as w)
  order by l.id
  limit :size
  for update skip locked
),

suspect as (
  select l.id
  from jatre.events_staging as l
  where
    l.stage = :stage
    and l.tries > 0
    and l.id in (select w.id from waiting as w)
    and not exists (select from fresh)
  order by l.tries, l.id
  limit 1
  for update skip locked
)

update jatre.events_staging as l
set tries = l.tries + case when l.tries = 0 and (select count(*) from fresh) = 1 then 2 else 1 end
where
  l.id in (
    select f.id from fresh as f
    union all
    select s.id from suspect as s
  )
returning l.id
