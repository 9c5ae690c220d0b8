alter table jatre.event_sources drop column trial_reason;
