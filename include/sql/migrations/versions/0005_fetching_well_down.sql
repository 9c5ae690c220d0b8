drop table jatre.host_failures;
drop table jatre.source_reservations;
drop table jatre.source_limits;
alter table jatre.event_sources drop column rate_window;
