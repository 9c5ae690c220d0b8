-- Work out anew what is trending, while readers keep the old answer, and forget who was counted on earlier days.
-- Returns the number of events. Only the view's owner may refresh it, so the caller borrows the owner's rights.
create function jatre.trending_refresh() returns integer
language plpgsql security definer
set search_path = jatre, public, pg_temp
set lock_timeout = '10s'
as $$
begin
  delete from event_visits where day < (clock_timestamp() at time zone 'UTC')::date;
  refresh materialized view concurrently trending_events_v1;
  return (select count(*) from trending_events_v1);
end
$$;
