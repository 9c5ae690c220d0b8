-- Write a person's decision on an event, and send what it concerns back through the stages. p_expected is the version
-- of the event's decisions that the person has seen (decisions_get_v1); null: whatever it is by now.
--
-- p_details: of an edit `patch`, fields of a listing; of a merge `other`, an event, and `otherExpected`; of a split
-- the same, or `listings`, [[source, external id]], which leave the others: without them each leaves each; of a snooze
-- `until`, before which the event is in nobody's queue.
--
-- Answers {"decision", "version", "events"}, or writes nothing: {"conflict": [decisions]} when somebody else has
-- decided meanwhile, {"missing": id} when there is no such event, {"refused": words} for what cannot be. Two persons
-- at once come one after the other, under the events' rows. Whether the fields of an edit are valid is seen when it is
-- applied: one that does not fit sets nothing, and the event waits for a moderator with that as the reason.
create function jatre.decision_write_v1(
  p_kind text, p_event uuid, p_by text, p_reason text, p_expected bigint, p_details jsonb
) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_max_rows constant integer := 2000;
  v_max_chars constant integer := 500000;
  v_other uuid := (p_details ->> 'other')::uuid;
  v_shown uuid;
  v_shown_other uuid;
  v_conflict jsonb;
  v_decision uuid := gen_random_uuid();
  v_taken jsonb := p_details -> 'listings';
  v_rows bigint;
  v_events uuid[];
  v_until timestamptz;
  v_refusal text := coalesce(decision_refusal(p_by, p_reason), case
    when length(p_details::text) > v_max_chars
      then format('what is decided has at most %s characters', v_max_chars)
    when p_kind = 'edit'
      and (coalesce(jsonb_typeof(p_details -> 'patch'), '') <> 'object' or p_details -> 'patch' = '{}')
      then 'an edit sets fields: its patch is an object that names some'
    when jsonb_typeof(v_taken) <> 'array' then 'the listings that leave are an array'
  end);
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  if p_kind = 'snooze' then
    v_until := decision_snooze_until(p_details);
    if v_until is null then
      return jsonb_build_object('refused', 'until when it is put off is a moment within a year from now');
    end if;
  end if;
  -- those that an event was merged into, held until the end, in the order of their ids
  select coalesce(e.merged_into, e.id) into v_shown from discovered_events as e where e.id = p_event;
  select coalesce(e.merged_into, e.id) into v_shown_other from discovered_events as e where e.id = v_other;
  if v_shown is null or (v_other is not null and v_shown_other is null) then
    return jsonb_build_object('missing', case when v_shown is null then p_event else v_other end);
  end if;
  perform from discovered_events where id in (v_shown, v_shown_other) order by id for update;
  if exists (select from discovered_events where id in (v_shown, v_shown_other) and merged_into is not null) then
    return jsonb_build_object('refused', 'the event was merged into another one just now: look at it again');
  end if;

  v_conflict := decision_conflicts(v_shown, p_expected)
    || decision_conflicts(v_shown_other, (p_details ->> 'otherExpected')::bigint);
  if v_conflict <> '[]' then
    return jsonb_build_object('conflict', v_conflict);
  end if;

  if p_kind in ('approve', 'reject', 'flag', 'edit', 'snooze') then
    insert into event_decisions (decision, kind, source_slug, external_id, patch, reason, decided_by)
    select
      v_decision, p_kind, l.slug, l.external_id,
      case p_kind when 'edit' then p_details -> 'patch' when 'snooze' then jsonb_build_object('until', v_until) end,
      p_reason, p_by
    from decision_listings(v_shown) as l;
  elsif p_kind in ('merge', 'split') then
    if p_kind = 'merge' and v_other is null then
      return jsonb_build_object('refused', 'a merge needs the other event');
    elsif v_taken is not null and exists (
      select from jsonb_array_elements(v_taken) as t (one)
      where t.one not in (select jsonb_build_array(a.slug, a.external_id) from decision_listings(v_shown) as a)
    ) then
      return jsonb_build_object('refused', 'there are no two listings that this would part: not all that are named are '
        || 'listings of the event');
    elsif v_shown = v_shown_other then
      return jsonb_build_object('refused', case
        when p_kind = 'merge' then 'the two are one event already'
        else 'the two are one event: name the listings that leave it' end);
    end if;
    insert into event_decisions (
      decision, kind, source_slug, external_id, other_source_slug, other_external_id, reason, decided_by
    )
    select v_decision, p_kind, a.slug, a.external_id, b.slug, b.external_id, p_reason, p_by
    from decision_listings(v_shown) as a
    inner join decision_listings(coalesce(v_shown_other, v_shown)) as b on
      case
        when v_shown_other is not null then true
        when v_taken is null then (a.slug, a.external_id) < (b.slug, b.external_id)
        else v_taken @> jsonb_build_array(jsonb_build_array(a.slug, a.external_id))
          and not v_taken @> jsonb_build_array(jsonb_build_array(b.slug, b.external_id))
      end
    limit v_max_rows + 1;
  else
    return jsonb_build_object('refused', format('%s is no kind of decision on an event', p_kind));
  end if;
  get diagnostics v_rows = row_count;
  if v_rows = 0 then
    return jsonb_build_object('refused', case
      when p_kind = 'split' then 'there are no two listings that this would part: name some, not all, of the event''s'
      else 'the event has no listing that a decision could hold on' end);
  elsif v_rows > v_max_rows then
    delete from event_decisions where decision = v_decision;
    return jsonb_build_object('refused', format(
      'that would be more than %s pairs of listings: name fewer listings', v_max_rows
    ));
  end if;

  -- of a snooze nothing follows but for the queue
  v_events := case when p_kind = 'snooze' then array[v_shown] else decision_reopen(v_decision, p_by) end;
  perform decision_announce(v_decision, v_shown, p_by);
  return jsonb_build_object(
    'decision', v_decision, 'version', decisions_get_v1(v_shown) -> 'version', 'events', to_jsonb(v_events)
  );
end
$$;
