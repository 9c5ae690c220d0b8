-- Forget at most p_size entries of the access log (null: all) that are older than p_keep, and never one of the last 30
-- days: the pipeline, which calls this, may delete nothing else of the log. Returns their ids.
create function jatre.access_log_retain(p_keep interval, p_size bigint) returns setof bigint
language sql security definer
set search_path = jatre, public, pg_temp
as $$
  delete from access_log
  where id in (
    select a.id
    from access_log as a
    where a.at < clock_timestamp() - greatest(p_keep, interval '30 days')
    order by a.id
    limit p_size
  )
  returning id
$$;
