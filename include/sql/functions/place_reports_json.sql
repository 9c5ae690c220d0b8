-- What people, and the place itself, have reported of a place in the last day, the newest first, for moderators: at
-- most so many (p_limit), and what was taken out only where there is room. Who is the same one on that day has the same
-- `reporter`; `counts` is whether it counts now, and `decisions` who took it out or counted it again, the latest first.
create function jatre.place_reports_json(p_place uuid, p_limit bigint) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(
      jsonb_build_object(
        'id', r.id, 'said', r.said, 'minutes', r.minutes, 'at', instant_text(r.reported_at),
        'reporter', left(encode(r.reporter, 'hex'), 8), 'statedBy', r.stated_by, 'removedBy', r.removed_by,
        'counts', r.removed_by is null
          and r.reported_at > now_v1() - case r.said when 'closed' then interval '3 hours' else interval '1 hour' end,
        'decisions', (
          select coalesce(jsonb_agg(
            jsonb_build_object(
              'kind', d.kind, 'by', d.decided_by, 'at', instant_text(d.decided_at), 'reason', d.reason
            )
            order by d.id desc
          ), '[]')
          from place_report_decisions as d where d.report_id = r.id
        )
      )
      order by r.reported_at desc, r.id
    ), '[]')
    from (
      select * from place_reports as one
      where one.place_id = p_place and one.reported_at > now_v1() - interval '1 day'
      order by one.removed_by is not null, one.reported_at desc, one.id
      limit p_limit
    ) as r
  );
end
$$;
