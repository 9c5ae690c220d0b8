-- The sources of an area that the operator has made official and that are read: they may be a venue's own.
select
  s.id,
  s.slug,
  s.name,
  s.priority,
  s.config ->> 'url' as site
from jatre.event_sources as s
where
  s.area_code = :area
  and s.official
  and s.is_active
  and not s.on_trial
  and coalesce(s.config -> 'moderated', 'false') = 'false'
order by s.slug
