-- The trained matcher that is in use; no row while the shipped one is.
select
  m.id,
  m.weights
from jatre.match_models as m
where m.promoted and m.withdrawn_at is null
order by m.id desc
limit 1
