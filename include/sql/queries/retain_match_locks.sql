-- Let go of at most :size of the locks that nobody holds; whoever needs one puts it back.
delete from jatre.match_locks
where
  name in (
    select l.name
    from jatre.match_locks as l
    order by l.name
    limit cast(:size as bigint)
    for update skip locked
  )
