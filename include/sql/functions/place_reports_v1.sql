-- What people, and the place itself, have reported of a place in the last day, the newest first, for moderators; null
-- for an unknown one. Who is the same one on that day has the same `reporter`; `counts` is whether it counts now.
create function jatre.place_reports_v1(p_place uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'id', r.id, 'said', r.said, 'minutes', r.minutes, 'at', instant_text(r.reported_at),
        'reporter', left(encode(r.reporter, 'hex'), 8), 'statedBy', r.stated_by, 'removedBy', r.removed_by,
        'counts', r.removed_by is null
          and r.reported_at > now_v1() - case r.said when 'closed' then interval '3 hours' else interval '1 hour' end
      )
      order by r.reported_at desc, r.id
    )
    from place_reports as r where r.place_id = p.id
  ), '[]')
  from places as p where p.id = p_place
$$;
