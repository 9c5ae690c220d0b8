-- What happened to a public event, the newest first: which sources list it since when, or no longer, when it was
-- published and last changed, what persons decided (neither who nor why), and which events were merged into it. After a
-- merge {"movedTo": id}; null when there is nothing to see. 200 entries at most.
create function jatre.event_history_v1(p_id uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with shown as (
    select * from discovered_events where id = event_target(p_id)
  ),
  listings as (
    select l.first_seen_at, l.gone_at, l.external_id, s.slug, s.name
    from events_staging l join event_sources s on s.id = l.source_id
    where l.event_id = (select id from shown) and l.status in ('approved', 'duplicate')
  ),
  decided as (
    select d.decision, d.kind, min(d.decided_at) as decided_at, min(d.revoked_at) as revoked_at,
      min(d.patch::text)::jsonb as patch
    from listings l join event_decisions d on d.source_slug = l.slug and d.external_id = l.external_id
    where d.kind in ('approve', 'edit', 'merge', 'split', 'gone')
    group by d.decision, d.kind
  ),
  entries (at, kind, details) as (
    select first_seen_at, 'listed', jsonb_build_object('source', slug, 'name', name) from listings
    union all
    select gone_at, 'unlisted', jsonb_build_object('source', slug, 'name', name) from listings where gone_at is not null
    union all
    select published_at, 'published', '{}' from shown
    union all
    select updated_at, 'changed', jsonb_build_object('version', version) from shown where updated_at > published_at
    union all
    select decided_at, 'decided', jsonb_build_object('decision', kind) || case kind
      when 'edit' then jsonb_build_object('fields', (select jsonb_agg(key order by key) from jsonb_object_keys(patch) key))
      else '{}' end
    from decided
    union all
    select revoked_at, 'revoked', jsonb_build_object('decision', kind) from decided where revoked_at is not null
    union all
    select m.updated_at, 'merged', jsonb_build_object('id', m.id)
    from discovered_events m where m.merged_into = (select id from shown)
  ),
  newest as (
    select * from entries where at is not null order by at desc, kind, details::text limit 200
  )
  select case when e.id = p_id
    then jsonb_build_object('id', e.id, 'history', (
      select coalesce(jsonb_agg(
        jsonb_build_object('at', to_json(n.at at time zone 'UTC') #>> '{}' || 'Z', 'what', n.kind) || n.details
        order by n.at desc, n.kind, n.details::text
      ), '[]') from newest n
    ))
    else jsonb_build_object('movedTo', e.id)
  end
  from shown e
$$;
