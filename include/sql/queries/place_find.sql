-- A place of an area by its slug, id or name; of several of one name none.
select
  p.id,
  p.slug,
  p.name
from jatre.places as p
where
  p.area_code = :area
  and (
    p.slug = :wanted or p.id::text = :wanted
    or (
      lower(p.name) = lower(:wanted)
      and 1 = (
        select count(*)
        from jatre.places as o
        where o.area_code = p.area_code and lower(o.name) = lower(:wanted)
      )
    )
  )
order by (p.slug = :wanted) desc
limit 1
