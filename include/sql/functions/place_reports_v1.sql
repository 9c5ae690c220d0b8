-- What people have reported of a place in the last day, the newest first, for moderators; null for an unknown one. Who
-- is the same one on that day has the same `reporter`.
create function jatre.place_reports_v1(p_place uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'id', r.id, 'said', r.said, 'minutes', r.minutes, 'at', instant_text(r.reported_at),
        'reporter', left(encode(r.reporter, 'hex'), 8), 'removedBy', r.removed_by
      )
      order by r.reported_at desc, r.id
    )
    from place_reports as r where r.place_id = p.id
  ), '[]')
  from places as p where p.id = p_place
$$;
