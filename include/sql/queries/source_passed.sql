-- A source on trial has been read: it is active from now on. No row for one that an administrator has taken off trial.
update jatre.event_sources
set
  is_active = true,
  on_trial = false,
  trial_reason = null,
  paused_at = null,
  paused_reason = null,
  updated_at = now()
where slug = :slug and on_trial and not is_active
returning slug
