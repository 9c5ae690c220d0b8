drop index jatre.discovered_events_staging_idx;
drop index jatre.events_staging_last_date_idx;
create index events_staging_last_date_idx
on jatre.events_staging (source_id, (local_dates[cardinality(local_dates)]), changed_at)
where gone_at is null;
