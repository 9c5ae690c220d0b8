-- The version of what persons decided on an event, as decisions_get_v1 gives it, without what it was.
create function jatre.decision_version(p_event uuid) returns bigint
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select coalesce(max(greatest(d.version, d.revoked_version)), 0)
  from event_decisions as d
  where d.decision in (
    select x.decision
    from events_staging as l
    inner join event_sources as s on l.source_id = s.id
    inner join event_decisions as x on (x.source_slug, x.external_id) = (s.slug, l.external_id)
    where l.event_id = p_event
    union
    select x.decision
    from events_staging as l
    inner join event_sources as s on l.source_id = s.id
    inner join event_decisions as x on (x.other_source_slug, x.other_external_id) = (s.slug, l.external_id)
    where l.event_id = p_event
  )
$$;
