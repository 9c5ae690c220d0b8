-- Keep a new token by its digest, for so many seconds. Answers {"id", "expiresAt"}, or {"refused": words}.
create function jatre.token_write_v1(
  p_digest bytea, p_name text, p_scope text, p_source text, p_seconds integer, p_by text
) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_max_seconds constant integer := 366 * 86400;
  v_token access_tokens;
  v_refusal text := coalesce(decision_refusal(p_by, null), decision_refusal(p_name, null), case
    when length(p_name) > 100 then 'a name has at most 100 characters'
    when p_scope is null or p_scope not in ('admin', 'moderator', 'source')
      then 'the scope is admin, moderator or source'
    when (p_scope = 'source') <> (p_source is not null) then 'a source is named by the scope source, and by no other'
    when p_source is not null and not exists (select from event_sources where slug = p_source)
      then 'there is no such source'
    when p_seconds is null or p_seconds not between 60 and v_max_seconds
      then 'a token is good for a minute to 366 days'
  end);
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  insert into access_tokens (digest, name, scope, source_slug, created_by, expires_at)
  values (p_digest, p_name, p_scope, p_source, p_by, clock_timestamp() + make_interval(secs => p_seconds))
  returning * into v_token;
  perform access_log_write(
    p_by, 'token_created', v_token.id::text, jsonb_build_object('name', p_name, 'scope', p_scope, 'source', p_source)
  );
  return jsonb_build_object('id', v_token.id, 'expiresAt', v_token.expires_at);
end
$$;
