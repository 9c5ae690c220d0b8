-- End the connection of the process that follows the feed for alerts, with which its lock is let go, where it has been
-- silent for so many seconds: it speaks twice a second while it works. True where one was ended. With the rights of who
-- calls, who may end connections of their own role alone.
create function jatre.alert_leader_end(p_seconds double precision) returns boolean
language sql
set search_path = jatre, public, pg_temp
as $$
  select coalesce(bool_or(pg_terminate_backend(l.pid)), false)
  from pg_locks as l
  inner join pg_database as d on d.oid = l.database and d.datname = current_database()
  inner join pg_stat_activity as a on a.pid = l.pid and a.usename = current_user
  where l.locktype = 'advisory' and l.classid = 7391 and l.objid = 2 and l.granted
    and a.state_change < clock_timestamp() - make_interval(secs => p_seconds)
$$;
