-- A source whose form is known, but that nobody has read yet, waits for its first trial; then it is active.
alter table jatre.event_sources add on_trial boolean not null default false;
