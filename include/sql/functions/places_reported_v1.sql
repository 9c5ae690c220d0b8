-- The places of which somebody has reported in the last day, the latest first, each with what it is like now and its
-- reports, for moderators.
create function jatre.places_reported_v1(p_limit integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with latest as (
    select r.place_id, max(r.reported_at) as at
    from place_reports as r
    group by r.place_id
    order by at desc, r.place_id
    limit p_limit
  )
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', p.id, 'name', p.name, 'status', place_now(p.id), 'reports', place_reports_v1(p.id)
    )
    order by l.at desc, p.id
  ), '[]')
  from latest as l join places as p on l.place_id = p.id
$$;
