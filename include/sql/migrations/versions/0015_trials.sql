-- Why a source has not passed its first trial.
alter table jatre.event_sources add column trial_reason text;
