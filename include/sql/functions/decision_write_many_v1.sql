-- Write one decision on many events at once: approve, reject or flag, or snooze with `until` in p_details. p_events is
-- [[event, version that the person has seen], ...], 500 at most. It is one decision, and is taken back as one.
--
-- Events on which somebody else has decided meanwhile are left out, as are those that are gone or were merged into
-- another, and told: answers {"decision", "version", "decided": [events], "conflicts": [{"event", "conflict":
-- [decisions]}], "missing": [events]}; no decision where none is left, {"refused": words} for what cannot be.
create function jatre.decision_write_many_v1(
  p_kind text, p_events jsonb, p_by text, p_reason text, p_details jsonb
) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_max_events constant integer := 500;
  v_decision uuid := gen_random_uuid();
  v_asked uuid[];
  v_known uuid[];
  v_decided uuid[];
  v_conflicts jsonb;
  v_until timestamptz;
  v_refusal text := coalesce(decision_refusal(p_by, p_reason), case
    when p_kind not in ('approve', 'reject', 'flag', 'snooze') then format('%s is decided on one event alone', p_kind)
    when jsonb_typeof(p_events) <> 'array' or p_events = '[]' then 'no event is named'
    when jsonb_array_length(p_events) > v_max_events then format('at most %s events are decided at once', v_max_events)
  end);
begin
  if v_refusal is null and p_kind = 'snooze' then
    v_until := decision_snooze_until(p_details);
    if v_until is null then
      v_refusal := 'until when it is put off is a moment within a year from now';
    end if;
  end if;
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;

  select array_agg(distinct (one ->> 0)::uuid) into v_asked from jsonb_array_elements(p_events) as e (one);
  -- held until the end, in the order in which whoever decides on one of them holds them
  perform from discovered_events where id = any(v_asked) order by id for update;
  select array_agg(e.id) into v_known
  from discovered_events as e
  where e.id = any(v_asked) and e.merged_into is null
    and exists (select from events_staging as l where l.event_id = e.id);
  -- without all that each decision is on: one on hundreds would be told hundreds of times
  select jsonb_agg(jsonb_build_object('event', f.event, 'conflict', f.conflict)) into v_conflicts
  from (
    select e.event, jsonb_agg(jsonb_build_object(
      'decision', d.decision, 'kind', d.kind, 'by', d.by, 'at', d.at, 'version', d.version,
      'revokedBy', d.revoked_by, 'revokedAt', d.revoked_at
    ) order by d.version desc) as conflict
    from (
      select (a.one ->> 0)::uuid as event, min((a.one ->> 1)::bigint) as expected
      from jsonb_array_elements(p_events) as a (one)
      group by 1
    ) as e
    cross join lateral (
      select
        x.decision, min(x.kind) as kind, min(x.decided_by) as by, min(x.decided_at) as at,
        max(greatest(x.version, x.revoked_version)) as version,
        min(x.revoked_by) as revoked_by, min(x.revoked_at) as revoked_at
      from decision_listings(e.event) as l
      cross join lateral (
        select o.* from event_decisions as o where (o.source_slug, o.external_id) = (l.slug, l.external_id)
        union all
        select o.* from event_decisions as o where (o.other_source_slug, o.other_external_id) = (l.slug, l.external_id)
      ) as x
      group by x.decision
      having max(greatest(x.version, x.revoked_version)) > e.expected
    ) as d
    where e.event = any(v_known)
    group by e.event
  ) as f;
  select array_agg(k.id order by k.id) into v_decided
  from unnest(v_known) as k (id)
  where not coalesce(v_conflicts, '[]') @> jsonb_build_array(jsonb_build_object('event', k.id));

  insert into event_decisions (decision, kind, source_slug, external_id, patch, reason, decided_by)
  select
    v_decision, p_kind, l.slug, l.external_id, case p_kind when 'snooze' then jsonb_build_object('until', v_until) end,
    p_reason, p_by
  from unnest(v_decided) as k (id), decision_listings(k.id) as l;
  if v_decided is not null and p_kind <> 'snooze' then
    perform decision_reopen(v_decision, p_by);
  end if;
  perform decision_announce(v_decision, k.id, p_by) from unnest(v_decided) as k (id);
  return jsonb_build_object(
    'decision', case when v_decided is not null then v_decision end,
    'version', (select max(d.version) from event_decisions as d where d.decision = v_decision),
    'decided', coalesce(to_jsonb(v_decided), '[]'),
    'conflicts', coalesce(v_conflicts, '[]'),
    'missing', (select coalesce(jsonb_agg(a.id), '[]') from unnest(v_asked) as a (id)
      where not a.id = any(coalesce(v_known, '{}')))
  );
end
$$;
