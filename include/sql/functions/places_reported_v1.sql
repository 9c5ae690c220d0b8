-- The places of which somebody has reported in the last day, the latest first, each with what it is like now and its
-- reports, for moderators. Of a place at most 20, as `place_reports_json`, and `more`, how many there are beside them:
-- who sends thousands takes the list from nobody.
create function jatre.places_reported_v1(p_limit integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with latest as (
    select r.place_id, max(r.reported_at) as at, count(*) as total
    from place_reports as r
    where r.reported_at > now_v1() - interval '1 day'
    group by r.place_id
    order by at desc, r.place_id
    limit p_limit
  )
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', p.id, 'name', p.name, 'status', place_now(p.id), 'reports', place_reports_json(p.id, 20),
      'more', greatest(l.total - 20, 0)
    )
    order by l.at desc, p.id
  ), '[]')
  from latest as l join places as p on l.place_id = p.id
$$;
