-- All tokens, the newest first, each with how many of its sessions go on; what ended a month ago is left out.
create function jatre.tokens_list_v1() returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', t.id, 'name', t.name, 'scope', t.scope, 'source', t.source_slug,
    'place', t.place_id, 'placeName', (select p.name from places as p where p.id = t.place_id), 'createdAt', t.created_at,
    'createdBy', t.created_by, 'expiresAt', t.expires_at, 'lastUsedAt', t.last_used_at,
    'revokedAt', t.revoked_at, 'revokedBy', t.revoked_by,
    'state', case
      when t.revoked_at is not null then 'revoked'
      when t.expires_at <= clock_timestamp() then 'expired'
      else 'valid'
    end,
    'sessions', (
      select count(*) from access_tokens as s
      where s.parent = t.id and s.revoked_at is null and s.expires_at > clock_timestamp()
    )
  ) order by t.created_at desc, t.id), '[]')
  from access_tokens as t
  where t.parent is null and coalesce(t.revoked_at, t.expires_at) > clock_timestamp() - interval '30 days'
$$;
