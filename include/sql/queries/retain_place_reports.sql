-- Delete at most :size reports of places that are older than :keep.
delete from jatre.place_reports
where
  id in (
    select r.id
    from jatre.place_reports as r
    where r.reported_at < jatre.now_v1() - cast(:keep as interval)
    order by r.reported_at
    limit cast(:size as bigint)
    for update skip locked
  )
