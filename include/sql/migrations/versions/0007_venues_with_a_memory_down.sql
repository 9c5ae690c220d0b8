drop index jatre.events_staging_venue_idx;
alter table jatre.events_staging drop column venue_key;
drop table jatre.venue_decisions;
drop table jatre.venue_statements;
drop table jatre.venue_names;
