-- Without re-reads.
alter table jatre.events_staging drop column fetched_at;
alter table jatre.fetch_history drop column reread_of;
