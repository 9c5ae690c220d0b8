-- By their last day (the days of a listing are sorted), and by when they changed.
create index events_staging_last_date_idx
on jatre.events_staging (source_id, (local_dates[cardinality(local_dates)]), changed_at)
where gone_at is null;
