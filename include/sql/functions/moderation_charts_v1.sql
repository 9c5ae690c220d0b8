-- What the console draws of the last p_days days (90 at most): {"today", "asOf", "facts": [{day, source, category,
-- found, joined}], "judged": [{day, events, approved, hours}], "freshness": [{source, name, state, lastSuccessAt,
-- lastNewsAt, duplicates}]}. Days are those of the zone of the sources' areas, `facts` those of the hourly copy; an
-- event counts on the day on which it was found, `hours` is the median until a person decided on it.
create function jatre.moderation_charts_v1(p_days integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with zone as (
    select coalesce(
      (select min(a.timezone) from areas as a inner join event_sources as s on a.code = s.area_code), 'UTC'
    ) as name
  ),
  span as (
    select
      z.name as zone,
      (now_v1() at time zone z.name)::date as today,
      (now_v1() at time zone z.name)::date - greatest(least(p_days, 90), 1) + 1 as first
    from zone as z
  ),
  facts as (
    select f.day, f.source, f.category, f.listings_found as found, f.listings_joined as joined
    from analytics.daily_facts as f
    where f.listings_found > 0 and f.day >= (select first from span)
  ),
  judged as (
    select
      (e.created_at at time zone s.zone)::date as day,
      count(*) as events,
      count(*) filter (where e.moderation_status = 'approved') as approved,
      round((percentile_cont(0.5) within group (
        order by extract(epoch from greatest(e.moderated_at - e.created_at, interval '0')) / 3600.0
      ) filter (where e.moderated_at is not null))::numeric, 2) as hours
    from discovered_events as e
    cross join span as s
    where e.merged_into is null and e.created_at >= (s.first::timestamp at time zone s.zone)
    group by 1
  )
  select jsonb_build_object(
    'today', (select today from span),
    'asOf', (select refreshed_at from analytics.copies),
    'facts', (select coalesce(jsonb_agg(to_jsonb(f) order by f.day, f.source, f.category), '[]') from facts as f),
    'judged', (select coalesce(jsonb_agg(to_jsonb(j) order by j.day), '[]') from judged as j),
    'freshness', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'source', h.slug, 'name', h.name, 'state', h.state, 'lastSuccessAt', h.last_success_at,
        'lastNewsAt', h.last_news_at, 'duplicates', h.duplicates_share
      ) order by h.last_success_at nulls first, h.name), '[]')
      from source_health_v1 as h
    )
  )
$$;
