-- Move the borders between what is over, next and later for searches by a step; returns how many events they passed,
-- and whether no step is left.
select
  r.events,
  r.is_done
from jatre.search_tiers_renew() as r
