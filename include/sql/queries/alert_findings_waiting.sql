-- The number of the last one of the next :findings that were found, in their order, while they have no more than
-- :alerts together, and one at least. Null where none waits.
with next_ones as (
  select
    f.id,
    row_number() over w as place,
    sum(cardinality(f.alerts)) over w as alerts
  from (
    select
      n.id,
      n.alerts
    from jatre.alert_findings as n
    order by n.id limit :findings
  ) as f
  window w as (order by f.id)
)

select max(o.id) as last
from next_ones as o
where o.place = 1 or o.alerts <= :alerts
