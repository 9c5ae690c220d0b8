-- Which of these alerts are there no more. They are looked up one by one (`limit`): the planner cannot know how few.
with asked as (select unnest(cast(:alerts as uuid[])) as id)

select g.id
from asked as g
left join lateral (
  select a.id from jatre.alerts as a
  where a.id = g.id
  order by a.id limit 1
) as k on true
where k.id is null
