-- Places by their names, each with what it is like now: of an area, whose name holds some words, or that are open
-- (p_open; false: those that are known to be closed; null: whichever), now or at a moment of the next days (p_at): as
-- now until that changes or who says so is to be believed no longer (that it is closed today has no other end), and
-- from then on by their hours of the days (`place_weeks`).
create function jatre.places_list_v2(
  p_area text, p_name text, p_open boolean, p_at timestamptz, p_limit integer, p_offset integer
) returns jsonb
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    with openings as materialized (
      -- all in one reading: of thousands, only where that is asked
      select * from place_openings(null) where p_open is not null
    ),
    found as materialized (
      select p.id, p.name
      from places as p
      left join openings as o on o.place_id = p.id
      left join place_weeks as w on p_at is not null and w.place_id = p.id
      left join areas as a on a.code = p.area_code
      where (p_area is null or p.area_code = p_area) and (p_name is null or strpos(lower(p.name), lower(p_name)) > 0)
        and (p_open is null or p_open = case
          when p_at is null or p_at < coalesce(o.changes_at, o.valid_until) then o.is_open
          else (
            -- one has to ask: not known; nor is a day that is not stored
            select case
              when count(*) filter (where (d.day ->> 'date')::date = (p_at at time zone a.timezone)::date) = 0 then null
              when bool_or(s.certain) then true
              when bool_or(not s.certain) then null
              else false
            end
            from jsonb_array_elements(w.days) as d (day)
            left join jsonb_to_recordset(d.day -> 'spans') as s ("from" timestamptz, "to" timestamptz, certain boolean)
              on s."from" <= p_at and s."to" > p_at
            where (d.day ->> 'date')::date
              between (p_at at time zone a.timezone)::date - 1 and (p_at at time zone a.timezone)::date
          )
        end)
    ),
    shown as (
      select * from found order by name, id limit p_limit offset p_offset
    )
    select jsonb_build_object(
      'places', coalesce((
        select jsonb_agg(venue_json(p) || jsonb_build_object('status', place_now(s.id)) order by s.name, s.id)
        from shown as s join places as p on p.id = s.id
      ), '[]'),
      'total', (select count(*) from found)
    )
  );
end
$$;
