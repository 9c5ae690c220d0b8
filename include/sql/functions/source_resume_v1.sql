-- Let a source be read again; failures before now count no more. It needs no trial: a person has decided. Answers
-- {"resumed": slug, "changed": whether it was paused}, {"missing"} or {"refused"}.
create function jatre.source_resume_v1(p_slug text, p_by text) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_refusal text := decision_refusal(p_by, null);
  v_changed boolean;
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  update event_sources
  set
    is_active = true, on_trial = false, paused_at = null, paused_reason = null, resumed_at = clock_timestamp(),
    updated_at = now()
  where slug = p_slug and not is_active;
  v_changed := found;
  if v_changed then
    perform access_log_write(p_by, 'source_resumed', p_slug, '{}');
  elsif not exists (select from event_sources where slug = p_slug) then
    return jsonb_build_object('missing', p_slug);
  end if;
  return jsonb_build_object('resumed', p_slug, 'changed', v_changed);
end
$$;
