-- Ask the pipeline for something, and wake whoever waits for it. Returns the request's id; null when there is no such
-- source, or when 100 requests wait, because nobody takes them. A request that waits already is not asked twice.
create function jatre.request_write_v1(p_kind text, p_target text, p_asked_by text) returns bigint
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_id bigint;
begin
  if not exists (select from event_sources where slug = p_target) then
    return null;
  end if;
  select id into v_id from pipeline_requests where kind = p_kind and target = p_target and state = 'waiting' limit 1;
  if found then
    return v_id;
  end if;
  if (select count(*) from pipeline_requests where state = 'waiting') >= 100 then
    return null;
  end if;
  insert into pipeline_requests (kind, target, asked_by) values (p_kind, p_target, p_asked_by) returning id into v_id;
  perform pg_notify('jatre_requests', p_kind);
  return v_id;
end
$$;
