-- A place, what it is like now, its next seven days, and its opening hours as each origin states them, the weightiest
-- first, where they can be read and count; null for an unknown one.
create function jatre.place_get_v1(p_id uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select venue_json(p) || jsonb_build_object(
    'status', place_now(p.id),
    'week', place_week(p),
    'hours', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'origin', h.origin, 'week', h.week, 'special', h.special, 'statedAt', instant_text(h.stated_at)
        )
        order by array_position(place_origins(), h.origin)
      )
      from place_hours as h
      where h.place_id = p.id and h.left_out is null and (h.valid_until is null or h.valid_until > now_v1())
    ), '[]')
  )
  from places as p where p.id = p_id
$$;
