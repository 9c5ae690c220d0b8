-- What distinguishes this database's history from any other: a restore, a promoted standby or a copy has another
-- fingerprint. In plpgsql, which plans it once a session: each step that numbers changes asks for it.
create function jatre.feed_fingerprint() returns text
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
begin
  return concat_ws(
    '/',
    (select system_identifier from pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (select oid from pg_database where datname = current_database())
  );
end
$$;
