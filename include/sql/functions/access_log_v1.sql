-- What was done lately to tokens and sources, the latest first, as an array of {at, actor, action, target, details}.
create function jatre.access_log_v1(p_limit integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'at', l.at, 'actor', l.actor, 'action', l.action, 'target', l.target, 'details', l.details
  ) order by l.id desc), '[]')
  from (select * from access_log order by id desc limit least(p_limit, 1000)) as l
$$;
