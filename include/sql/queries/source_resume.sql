-- Let the source :slug be read again; failures before now count no more. It needs no trial: a person has decided.
update jatre.event_sources
set
  is_active = true,
  on_trial = false,
  paused_at = null,
  paused_reason = null,
  resumed_at = clock_timestamp(),
  updated_at = now()
where slug = :slug and not is_active
returning slug
