-- Delete at most :size statements about places that have counted no more for :keep. Hours that never change count on.
delete from jatre.place_live_status
where
  id in (
    select s.id
    from jatre.place_live_status as s
    where
      coalesce(s.valid_until, s.updated_at) < clock_timestamp() - cast(:keep as interval)
      and (s.valid_until is not null or s.source <> 'hours')
    order by s.id
    limit cast(:size as bigint)
    for update skip locked
  )
