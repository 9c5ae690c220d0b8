alter table jatre.fetch_history
drop column backfill_start,
drop column backfill_end;
