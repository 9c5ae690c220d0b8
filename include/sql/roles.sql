-- The four roles of the system. Each may do what its part needs and no more; passwords are set by the setup.
-- Run by an administrator, once per server; running it again changes nothing.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['jatre_owner', 'jatre_pipeline', 'jatre_service', 'jatre_analyst'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I login', role_name);
    end if;
    execute format('alter role %I set search_path = jatre, public', role_name);
    execute format('alter role %I set timezone = %L', role_name, 'UTC');
    -- compiling a statement takes longer than any of ours does, and a large estimate alone brings it about
    execute format('alter role %I set jit = off', role_name);
  end loop;
end
$$;

-- Advisory locks and notifications are kept from all but owner and pipeline by the setup
-- (deploy/local/database/setup.py); giving locks back stays free, since connection pools do that.

-- A stopped or stalled caller must not hold the feed's head, nor a row that others wait for.
alter role jatre_service set statement_timeout = '30s';
alter role jatre_service set idle_in_transaction_session_timeout = '10s';
alter role jatre_service set lock_timeout = '5s';
-- a run that was killed must not hold its rows until its statement ends
alter role jatre_pipeline set client_connection_check_interval = '5s';
alter role jatre_pipeline set idle_in_transaction_session_timeout = '10min';
alter role jatre_pipeline set lock_timeout = '2min';
-- what is made for analysts first
alter role jatre_analyst set search_path = analytics, jatre, public;
alter role jatre_analyst set statement_timeout = '5min';
alter role jatre_analyst set idle_in_transaction_session_timeout = '1min';
alter role jatre_analyst set lock_timeout = '5s';
alter role jatre_analyst connection limit 10;
alter role jatre_analyst set default_transaction_read_only = on;
