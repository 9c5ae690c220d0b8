-- Which fetches are backfills, and of which dates.
alter table jatre.fetch_history
add column backfill_start timestamptz,
add column backfill_end timestamptz,
add check ((backfill_start is null) = (backfill_end is null) and backfill_start < backfill_end);
