-- The state :state of the source :slug was reported.
update jatre.event_sources
set reported_state = :state
where slug = :slug
