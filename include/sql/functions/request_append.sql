-- Write a request, and wake whoever waits for it. Returns its id; null when 100 requests of its kind wait, because
-- nobody takes them: each kind has its own limit, so that previews and dry runs leave room for what decisions ask. One
-- that waits already is not asked twice.
create function jatre.request_append(p_kind text, p_target text, p_options jsonb, p_asked_by text) returns bigint
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_id bigint;
begin
  select id into v_id from pipeline_requests
  where kind = p_kind and target = p_target and options = p_options and state = 'waiting' limit 1;
  if found then
    return v_id;
  end if;
  if (select count(*) from pipeline_requests where kind = p_kind and state = 'waiting') >= 100 then
    return null;
  end if;
  insert into pipeline_requests (kind, target, options, asked_by)
  values (p_kind, p_target, p_options, p_asked_by) returning id into v_id;
  perform pg_notify('jatre_requests', p_kind);
  return v_id;
end
$$;
