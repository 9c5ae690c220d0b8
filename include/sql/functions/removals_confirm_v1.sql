-- A person confirms that the p_expected listings that a source no longer lists are gone. Answers {"decision",
-- "listings": [external id]}, or writes nothing: {"held": how many by now}, {"missing"} or {"refused"}. It is a
-- decision, which keeps the moment by which it is undone; the events are rebuilt without the listings.
create function jatre.removals_confirm_v1(p_slug text, p_expected bigint, p_by text, p_reason text) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_refusal text := decision_refusal(p_by, p_reason);
  v_decision uuid := gen_random_uuid();
  v_held uuid[];
  v_gone text[];
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  elsif not exists (select from event_sources where slug = p_slug) then
    return jsonb_build_object('missing', p_slug);
  end if;
  select array_agg(h.id) into v_held
  from (
    select l.id
    from events_staging as l
    inner join event_sources as s on l.source_id = s.id
    where
      s.slug = p_slug
      and l.gone_at is null
      and l.absent_runs >= 2
      and now_v1()::date <= any(l.local_dates)
    order by l.id
    for update of l
  ) as h;
  if v_held is null or cardinality(v_held) <> p_expected then
    return jsonb_build_object('held', coalesce(cardinality(v_held), 0));
  end if;
  insert into event_decisions (decision, kind, source_slug, external_id, patch, reason, decided_by)
  select v_decision, 'gone', p_slug, l.external_id, jsonb_build_object('gone_at', now_v1()), p_reason, p_by
  from events_staging as l
  where l.id = any(v_held);
  with gone as (
    update events_staging as l
    set
      gone_at = now_v1(),
      stage = case when l.event_id is not null and l.stage in ('publish', 'done') then 'enrich' else l.stage end
    where l.id = any(v_held)
    returning l.external_id
  )
  select array_agg(external_id order by external_id) into v_gone from gone;
  perform request_append('stages', 'decisions', '{}', p_by);
  -- of no one event
  perform decision_announce(v_decision, null, p_by);
  return jsonb_build_object('decision', v_decision, 'listings', to_jsonb(v_gone));
end
$$;
