alter table jatre.event_sources drop on_trial;
