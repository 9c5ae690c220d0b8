-- Keep a new token by its digest, for so many seconds. p_about is what a token of the scopes source and place is for: a
-- source by its slug, or a place by its slug or id. Answers {"id", "expiresAt"}, or {"refused": words}.
create function jatre.token_write_v1(
  p_digest bytea, p_name text, p_scope text, p_about text, p_seconds integer, p_by text
) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_max_seconds constant integer := 366 * 86400;
  v_place constant uuid := (
    select p.id from places as p
    where p_scope = 'place' and p_about in (p.slug, p.id::text)
    order by p.slug = p_about desc
    limit 1
  );
  v_token access_tokens;
  v_refusal text := coalesce(decision_refusal(p_by, null), decision_refusal(p_name, null), case
    when length(p_name) > 100 then 'a name has at most 100 characters'
    when p_scope is null or p_scope not in ('admin', 'moderator', 'source', 'place')
      then 'the scope is admin, moderator, source or place'
    when (p_scope in ('source', 'place')) <> (p_about is not null)
      then 'a source or place is named by the scopes source and place, and by no other'
    when p_scope = 'source' and not exists (select from event_sources where slug = p_about)
      then 'there is no such source'
    when p_scope = 'place' and v_place is null then 'there is no such place'
    when p_seconds is null or p_seconds not between 60 and v_max_seconds
      then 'a token is good for a minute to 366 days'
  end);
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  insert into access_tokens (digest, name, scope, source_slug, place_id, created_by, expires_at)
  values (
    p_digest, p_name, p_scope, case when p_scope = 'source' then p_about end, v_place, p_by,
    clock_timestamp() + make_interval(secs => p_seconds)
  )
  returning * into v_token;
  perform access_log_write(
    p_by,
    'token_created',
    v_token.id::text,
    jsonb_build_object('name', p_name, 'scope', p_scope, 'source', v_token.source_slug, 'place', v_place)
  );
  return jsonb_build_object('id', v_token.id, 'expiresAt', v_token.expires_at);
end
$$;
