-- One source instance and what its connector remembers.
select
  id,
  slug,
  name,
  kind,
  config,
  area_code as area,
  schedule,
  rate_limit,
  priority,
  official,
  is_active,
  state
from jatre.event_sources
where slug = :slug
