-- Empty the bodies of at most :size listings that nothing can ask for any more: none of their dates, nor of their
-- event's, lies less than :keep back, and their source has not changed them since. The row stays, with its hash: else
-- an old listing would come back as new. What was understood of a matched listing stays too: its event is built of it,
-- and a person may still decide about it.
update jatre.events_staging as l
set
  raw_data = null,
  processed_data = case when l.event_id is not null then l.processed_data end,
  archive_uri = null,
  error = null
where
  l.id in (
    select o.id
    from jatre.events_staging as o
    where
      o.raw_data is not null
      and o.stage = 'done'
      and o.changed_at < clock_timestamp() - cast(:keep as interval)
      and (o.gone_at is not null or coalesce(o.expanded_until, '-infinity') < clock_timestamp())
      and not exists (
        select from unnest(o.local_dates) as d (day)
        where d.day >= cast(clock_timestamp() - cast(:keep as interval) as date)
      )
      and not exists (
        select
        from jatre.event_occurrences as d
        where d.event_id = o.event_id and d.over_at > clock_timestamp() - cast(:keep as interval)
      )
    order by o.id
    limit cast(:size as bigint)
    for update skip locked
  )
