-- Take a token back, with all sessions begun with it. Answers {"revoked": id}, also where it was taken back before, or
-- {"missing": id}. Every process of the service hears of it, and looks it up itself: the notification is a hint.
create function jatre.token_revoke_v1(p_id uuid, p_by text) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_refusal text := decision_refusal(p_by, null);
  v_revoked uuid[];
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  elsif not exists (select from access_tokens where id = p_id) then
    return jsonb_build_object('missing', p_id);
  end if;
  with gone as (
    update access_tokens
    set revoked_at = clock_timestamp(), revoked_by = p_by
    where p_id in (id, parent) and revoked_at is null
    returning id
  )
  select array_agg(id) into v_revoked from gone;
  if v_revoked is not null then
    perform access_log_write(p_by, 'token_revoked', p_id::text, '{}');
    perform pg_notify('jatre_control', jsonb_build_object('kind', 'revoked', 'token', p_id)::text);
  end if;
  return jsonb_build_object('revoked', p_id);
end
$$;
