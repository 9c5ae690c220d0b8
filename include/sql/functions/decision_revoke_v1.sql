-- Take a decision back, however old; what it did is undone by the stages, and all that was decided since stands.
-- Answers {"decision", "version", "events"}, or writes nothing: {"conflict": [decision]} when somebody has taken it
-- back already, {"missing": id} when there is none, {"refused": words} where it is not stated who takes it back.
create function jatre.decision_revoke_v1(p_decision uuid, p_by text, p_reason text) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_before event_decisions;
  v_events uuid[];
  v_version bigint;
  v_refusal text := decision_refusal(p_by, p_reason);
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  -- as who decides on these events does, so that each sees what the other did
  perform from discovered_events where id in (
    select l.event_id
    from event_decisions as d
    inner join event_sources as s on s.slug in (d.source_slug, d.other_source_slug)
    inner join events_staging as l on
      l.source_id = s.id
      and (s.slug, l.external_id) in ((d.source_slug, d.external_id), (d.other_source_slug, d.other_external_id))
    where d.decision = p_decision
  ) order by id for update;
  v_version := nextval('decision_versions');
  perform from event_decisions where decision = p_decision order by id for update;
  select d.* into v_before from event_decisions as d where d.decision = p_decision order by d.id limit 1;
  if not found then
    return jsonb_build_object('missing', p_decision);
  elsif v_before.revoked_at is not null then
    return jsonb_build_object('conflict', jsonb_build_array(jsonb_build_object(
      'decision', p_decision, 'kind', v_before.kind, 'by', v_before.decided_by, 'at', v_before.decided_at,
      'version', v_before.revoked_version, 'revokedBy', v_before.revoked_by, 'revokedAt', v_before.revoked_at
    )));
  end if;

  if v_before.kind = 'gone' then
    -- but for what has been listed again since
    update events_staging as l
    set gone_at = null
    from event_decisions as d
    inner join event_sources as s on d.source_slug = s.slug
    where d.decision = p_decision and l.source_id = s.id and l.external_id = d.external_id
      and l.gone_at = (d.patch ->> 'gone_at')::timestamptz;
  end if;
  update event_decisions
  set revoked_at = clock_timestamp(), revoked_by = p_by, revoked_reason = p_reason, revoked_version = v_version
  where decision = p_decision;
  v_events := decision_reopen(p_decision, p_by);
  perform decision_announce(p_decision, v_events[1], p_by);
  return jsonb_build_object('decision', p_decision, 'version', v_version, 'events', to_jsonb(v_events));
end
$$;
