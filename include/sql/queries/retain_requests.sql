-- Forget at most :size requests that were answered longer than :keep ago.
delete from jatre.pipeline_requests
where
  id in (
    select r.id
    from jatre.pipeline_requests as r
    where r.finished_at < clock_timestamp() - cast(:keep as interval)
    order by r.id
    limit cast(:size as bigint)
    for update skip locked
  )
