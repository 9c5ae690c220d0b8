-- Forget at most :size fetches that began longer than :keep ago; of each source its last one and its last good one
-- stay.
delete from jatre.fetch_history
where
  id in (
    select f.id
    from jatre.fetch_history as f
    where
      f.started_at < clock_timestamp() - cast(:keep as interval)
      and exists (
        select from jatre.fetch_history as n
        where n.source_id = f.source_id and n.started_at > f.started_at
      )
      and (
        f.status not in ('success', 'partial')
        or f.backfill_start is not null
        or f.reread_of is not null
        or exists (
          select from jatre.fetch_history as g
          where
            g.source_id = f.source_id
            and g.started_at > f.started_at
            and g.status in ('success', 'partial')
            and g.backfill_start is null and g.reread_of is null
        )
      )
    order by f.id
    limit cast(:size as bigint)
    for update skip locked
  )
