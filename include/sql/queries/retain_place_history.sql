-- Delete at most :size changes of what places were like, that are older than :keep.
delete from jatre.place_status_changes as c
using (
  select
    o.place_id,
    o.version
  from jatre.place_status_changes as o
  where o.changed_at < jatre.now_v1() - cast(:keep as interval)
  order by o.changed_at
  limit cast(:size as bigint)
  for update skip locked
) as old
where c.place_id = old.place_id and c.version = old.version
