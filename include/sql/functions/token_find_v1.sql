-- What the token with this digest permits: {id, name, scope, source, place, session, expiresAt (Unix seconds),
-- state}, where state is valid, expired or revoked; a session is no more than the token that it was begun with. Null:
-- no such token.
create function jatre.token_find_v1(p_digest bytea) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_token access_tokens;
  v_parent access_tokens;
begin
  select * into v_token from access_tokens where digest = p_digest;
  if not found then
    return null;
  end if;
  select * into v_parent from access_tokens where id = v_token.parent;
  -- to a minute, and only where nobody else is just writing it: a token in constant use must not become a queue
  update access_tokens
  set last_used_at = clock_timestamp()
  where id in (
    select t.id from access_tokens as t
    where
      t.id in (v_token.id, v_token.parent)
      and coalesce(t.last_used_at, '-infinity') < clock_timestamp() - interval '1 minute'
    for no key update skip locked
  );
  return jsonb_build_object(
    'id', v_token.id, 'name', v_token.name, 'scope', v_token.scope, 'source', v_token.source_slug,
    'place', v_token.place_id,
    'session', v_token.parent is not null,
    'expiresAt', extract(epoch from least(v_token.expires_at, v_parent.expires_at)),
    'state', case
      when coalesce(v_token.revoked_at, v_parent.revoked_at) is not null then 'revoked'
      when least(v_token.expires_at, v_parent.expires_at) <= clock_timestamp() then 'expired'
      else 'valid'
    end
  );
end
$$;
