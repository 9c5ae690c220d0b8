-- Tell the other processes of the service something that they may do without: who looks at what. Nothing follows from
-- such a message that the database does not confirm.
create function jatre.control_publish_v1(p_message jsonb) returns void
language sql security definer
set search_path = jatre, public, pg_temp
as $$
  select pg_notify('jatre_control', p_message::text) where octet_length(p_message::text) <= 2000
$$;
