-- All source instances, by slug.
select
  slug,
  name,
  kind,
  config,
  area_code as area,
  schedule,
  rate_limit,
  priority,
  official,
  is_active
from jatre.event_sources
order by slug
