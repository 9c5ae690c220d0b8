-- The decisions on the listings of an event, or of the one that it was merged into, the latest first, and the version
-- of all of them: who decides states the version that was seen. Null when there is no such event.
--
-- No more than p_limit of those before the version p_before, and `hasMore` where further ones follow. A decision on
-- many events at once names its first hundred listings, this event's before others, and `listingCount` is how many it
-- has.
create function jatre.decisions_get_v1(p_event uuid, p_before bigint = null, p_limit integer = 100) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with shown as (
    select t.id, t.title
    from discovered_events as e
    inner join discovered_events as t on t.id = coalesce(e.merged_into, e.id)
    where e.id = p_event
  ),
  own as materialized (
    select s.slug, l.external_id
    from shown
    inner join events_staging as l on l.event_id = shown.id
    inner join event_sources as s on s.id = l.source_id
  ),
  -- by all its rows, of which each has a version: as `decision_version` has it
  concerned as materialized (
    select d.decision, max(greatest(d.version, d.revoked_version)) as version, count(*) as listings
    from event_decisions as d
    where d.decision in (
      select x.decision
      from own as o
      inner join event_decisions as x on (x.source_slug, x.external_id) = (o.slug, o.external_id)
      union
      select x.decision
      from own as o
      inner join event_decisions as x on (x.other_source_slug, x.other_external_id) = (o.slug, o.external_id)
    )
    group by d.decision
  ),
  page as (
    select c.decision, c.version, c.listings
    from concerned as c
    where p_before is null or c.version < p_before
    order by c.version desc
    limit greatest(least(p_limit, 1000), 0) + 1
  )
  select jsonb_build_object(
    'event', shown.id,
    'title', shown.title,
    'version', coalesce((select max(c.version) from concerned as c), 0),
    'hasMore', (select count(*) from page) > p_limit,
    'decisions', coalesce((
      select jsonb_agg(jsonb_build_object(
        'decision', p.decision, 'kind', r.kind, 'by', r.decided_by, 'at', r.decided_at,
        'reason', r.reason, 'patch', r.patch, 'version', p.version,
        'revokedBy', r.revoked_by, 'revokedAt', r.revoked_at, 'revokedReason', r.revoked_reason,
        'listings', (
          select jsonb_agg(
            jsonb_build_array(n.source_slug, n.external_id)
            || case
              when n.other_source_slug is null then '[]'
              else jsonb_build_array(n.other_source_slug, n.other_external_id)
            end
            order by n.source_slug, n.external_id
          )
          from (
            select d.*
            from event_decisions as d
            where d.decision = p.decision
            order by
              exists (
                select from own as o
                where (o.slug, o.external_id)
                  in ((d.source_slug, d.external_id), (d.other_source_slug, d.other_external_id))
              ) desc,
              d.source_slug, d.external_id
            limit 100
          ) as n
        ),
        'listingCount', p.listings
      ) order by p.version desc)
      from (select * from page order by version desc limit p_limit) as p
      cross join lateral (
        select d.* from event_decisions as d where d.decision = p.decision order by d.version limit 1
      ) as r
    ), '[]')
  )
  from shown
$$;
