-- What was decided or taken back lately, the latest first, before the version p_before, as an
-- array of {decision, kind, by, at, reason, version, event, title, more, revokedBy, revokedAt}. `more`: on how many
-- events beside that one it is, where it is on many at once.
create function jatre.decisions_recent_v1(p_before bigint, p_limit integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  -- a decision may have thousands of rows, of which the first stands for all: along the versions, until there are enough
  with page as (
    select d.*
    from event_decisions as d
    where
      d.version < p_before
      and not exists (
        select from event_decisions as e where e.decision = d.decision and e.version < d.version
      )
    order by d.version desc
    limit greatest(least(p_limit, 200), 0)
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'decision', p.decision, 'kind', p.kind, 'by', p.decided_by, 'at', p.decided_at, 'reason', p.reason,
    'version', p.version, 'event', e.id, 'title', coalesce(e.title, l.processed_data ->> 'title', p.external_id),
    'more', case when p.kind in ('approve', 'reject', 'flag', 'snooze') then (
      select greatest(count(distinct m.event_id) - 1, 0)
      from event_decisions as d
      inner join event_sources as s on d.source_slug = s.slug
      inner join events_staging as m on s.id = m.source_id and d.external_id = m.external_id
      where d.decision = p.decision and m.event_id is not null
    ) end,
    'revokedBy', p.revoked_by, 'revokedAt', p.revoked_at
  ) order by p.version desc), '[]')
  from page as p
  left join lateral (
    select l.event_id, l.processed_data
    from event_sources as s
    inner join events_staging as l on s.id = l.source_id
    where s.slug = p.source_slug and l.external_id = p.external_id
    limit 1
  ) as l on true
  left join discovered_events as e on l.event_id = e.id
$$;
