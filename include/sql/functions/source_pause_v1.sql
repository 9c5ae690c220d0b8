-- Let a source be read no more, until somebody resumes it. Answers {"paused": slug}, {"missing"} or {"refused"}.
create function jatre.source_pause_v1(p_slug text, p_by text, p_reason text) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_refusal text := decision_refusal(p_by, p_reason);
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  update event_sources
  set
    is_active = false, on_trial = false, paused_at = null, updated_at = now(),
    paused_reason = format('paused by %s%s', p_by, ': ' || p_reason)
  where slug = p_slug and is_active;
  if found then
    perform access_log_write(p_by, 'source_paused', p_slug, jsonb_build_object('reason', p_reason));
  elsif not exists (select from event_sources where slug = p_slug) then
    return jsonb_build_object('missing', p_slug);
  end if;
  return jsonb_build_object('paused', p_slug);
end
$$;
