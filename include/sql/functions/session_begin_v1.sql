-- A session for the holder of a token, for so many seconds or as long as the token. Answers {"id", "expiresAt" (Unix
-- seconds)}; null when the token does not hold. Sessions that are over go.
create function jatre.session_begin_v1(p_token uuid, p_digest bytea, p_seconds integer) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_session access_tokens;
begin
  delete from access_tokens where parent is not null and expires_at < clock_timestamp() - interval '1 day';
  insert into access_tokens (digest, name, scope, source_slug, place_id, parent, created_by, expires_at)
  select
    p_digest, t.name, t.scope, t.source_slug, t.place_id, t.id, t.name,
    least(t.expires_at, clock_timestamp() + make_interval(secs => p_seconds))
  from access_tokens as t
  where t.id = p_token and t.parent is null and t.revoked_at is null and t.expires_at > clock_timestamp()
  returning * into v_session;
  if not found then
    return null;
  end if;
  perform access_log_write(v_session.name, 'session_begun', p_token::text, '{}');
  return jsonb_build_object('id', v_session.id, 'expiresAt', extract(epoch from v_session.expires_at));
end
$$;
