-- The sources whose state is another than was reported last, those alone that are in the state :state now unless that
-- is null. A pause by an administrator is no news to anybody.
select
  h.slug,
  h.name,
  h.state,
  h.reasons,
  coalesce(s.reported_state, 'healthy') as before
from jatre.source_health_v1 as h
inner join jatre.event_sources as s on h.id = s.id
where
  h.state <> coalesce(s.reported_state, 'healthy')
  and (cast(:state as text) is null or h.state = :state)
  and (h.state <> 'paused' or s.paused_at is not null)
order by h.slug
