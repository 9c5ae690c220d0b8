-- Work out anew what is kept ready for analysts, who go on reading the old answer meanwhile. Returns the rows of each
-- view. Only their owner may refresh them, so the caller borrows the owner's rights.
create function jatre.analytics_refresh() returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
set lock_timeout = '10s'
as $$
begin
  refresh materialized view concurrently analytics.daily_facts;
  refresh materialized view concurrently analytics.duplicates;
  refresh materialized view concurrently analytics.copies;
  return jsonb_build_object(
    'daily_facts', (select count(*) from analytics.daily_facts),
    'duplicates', (select count(*) from analytics.duplicates)
  );
end
$$;
