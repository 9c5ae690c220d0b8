-- What was decided or taken back lately, the latest first, before the version p_before, as an
-- array of {decision, kind, by, at, reason, version, event, title, revokedBy, revokedAt}.
create function jatre.decisions_recent_v1(p_before bigint, p_limit integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with latest as (
    select distinct on (d.decision) d.*
    from event_decisions as d
    where d.version < p_before
    order by d.decision, d.version
  ),
  page as (
    select * from latest order by version desc limit greatest(least(p_limit, 200), 0)
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'decision', p.decision, 'kind', p.kind, 'by', p.decided_by, 'at', p.decided_at, 'reason', p.reason,
    'version', p.version, 'event', e.id, 'title', coalesce(e.title, l.processed_data ->> 'title', p.external_id),
    'revokedBy', p.revoked_by, 'revokedAt', p.revoked_at
  ) order by p.version desc), '[]')
  from page as p
  left join event_sources as s on p.source_slug = s.slug
  left join events_staging as l on s.id = l.source_id and p.external_id = l.external_id
  left join discovered_events as e on l.event_id = e.id
$$;
