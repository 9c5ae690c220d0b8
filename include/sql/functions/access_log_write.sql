-- Keep who did what; in the transaction that does it.
create function jatre.access_log_write(p_actor text, p_action text, p_target text, p_details jsonb) returns void
language sql
set search_path = jatre, public, pg_temp
as $$
  insert into access_log (actor, action, target, details) values (p_actor, p_action, p_target, p_details)
$$;
