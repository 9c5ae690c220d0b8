-- Every decision on the listings of an event, or of the one that it was merged into, the latest first, and the version
-- of all of them: who decides states the version that was seen. Null when there is no such event.
create function jatre.decisions_get_v1(p_event uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select jsonb_build_object(
    'event', shown.id,
    'title', shown.title,
    'version', coalesce(max(d.version), 0),
    'decisions', coalesce(jsonb_agg(d.document order by d.decided_at desc) filter (where d.document is not null), '[]')
  )
  from discovered_events as e
  inner join discovered_events as shown on shown.id = coalesce(e.merged_into, e.id)
  left join lateral (
    select
      min(r.decided_at) as decided_at,
      max(greatest(r.version, r.revoked_version)) as version,
      jsonb_build_object(
        'decision', r.decision, 'kind', min(r.kind), 'by', min(r.decided_by), 'at', min(r.decided_at),
        'reason', min(r.reason), 'patch', min(r.patch::text)::jsonb,
        'version', max(greatest(r.version, r.revoked_version)),
        'revokedBy', min(r.revoked_by), 'revokedAt', min(r.revoked_at), 'revokedReason', min(r.revoked_reason),
        'listings', jsonb_agg(
          jsonb_build_array(r.source_slug, r.external_id)
          || case
            when r.other_source_slug is null then '[]'
            else jsonb_build_array(r.other_source_slug, r.other_external_id)
          end
          order by r.source_slug, r.external_id
        )
      ) as document
    from event_decisions as r
    where r.decision in (
      select x.decision
      from events_staging as l
      inner join event_sources as s on l.source_id = s.id
      inner join event_decisions as x
        on (x.source_slug, x.external_id) = (s.slug, l.external_id)
      where l.event_id = shown.id
      union
      select x.decision
      from events_staging as l
      inner join event_sources as s on l.source_id = s.id
      inner join event_decisions as x
        on (x.other_source_slug, x.other_external_id) = (s.slug, l.external_id)
      where l.event_id = shown.id
    )
    group by r.decision
  ) as d on true
  where e.id = p_event
  group by shown.id, shown.title
$$;
