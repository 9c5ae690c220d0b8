-- Forget at most :size entries of the access log that are older than :keep.
delete from jatre.access_log
where
  id in (
    select a.id
    from jatre.access_log as a
    where a.at < clock_timestamp() - cast(:keep as interval)
    order by a.id
    limit cast(:size as bigint)
  )
