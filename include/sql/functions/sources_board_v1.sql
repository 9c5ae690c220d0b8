-- Every source with its health, those that need a person first, and the last request to read it; of one, where p_slug
-- is given.
create function jatre.sources_board_v1(p_slug text) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'slug', h.slug, 'name', h.name, 'kind', h.kind, 'state', h.state, 'reasons', to_jsonb(h.reasons),
    'schedule', s.schedule, 'isActive', s.is_active, 'official', s.official, 'lastFetchedAt', s.last_fetched_at,
    'lastSuccessAt', h.last_success_at, 'lastNewsAt', h.last_news_at, 'found', h.found, 'usuallyFound', h.usually_found,
    'listings', h.listings, 'setAside', h.set_aside, 'setAsideReasons', h.set_aside_reasons,
    'removalsHeld', h.removals_held, 'failedRuns', h.failed_runs, 'successRate', h.success_rate,
    'request', (
      select jsonb_build_object('id', r.id, 'state', r.state, 'askedBy', r.asked_by, 'askedAt', r.asked_at, 'run', r.run_id)
      from pipeline_requests as r
      where r.kind = 'fetch' and r.target = h.slug
      order by r.id desc
      limit 1
    )
  ) order by array_position(array['failing', 'degraded', 'paused', 'healthy'], h.state), h.name), '[]')
  from source_health_v1 as h
  inner join event_sources as s on h.id = s.id
  where p_slug is null or h.slug = p_slug
$$;
