-- Why a source on trial could not be read.
update jatre.event_sources
set trial_reason = :reason
where slug = :slug and on_trial and not is_active
