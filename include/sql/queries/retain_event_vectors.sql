-- Delete at most :size vectors of events that are over, or no longer public.
delete from jatre.event_vectors
where
  ctid in (
    select v.ctid
    from jatre.event_vectors as v
    inner join jatre.discovered_events as e on v.event_id = e.id
    where not e.is_public or e.over_at < jatre.now_v1()
    order by v.made_at, v.event_id
    limit cast(:size as bigint)
    for update of v skip locked
  )
