-- How a request stands: {id, kind, target, asked_at, state, run_id, answer}; null when there is none of that id.
create function jatre.request_get_v1(p_id bigint) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select jsonb_build_object(
    'id', id, 'kind', kind, 'target', target, 'asked_at', asked_at, 'state', state, 'run_id', run_id, 'answer', answer
  )
  from pipeline_requests
  where id = p_id
$$;
