-- Forget at most :size hosts that failed last longer than :keep ago.
delete from jatre.host_failures
where
  id in (
    select h.id
    from jatre.host_failures as h
    where h.failed_at < clock_timestamp() - cast(:keep as interval)
    order by h.id
    limit cast(:size as bigint)
    for update skip locked
  )
