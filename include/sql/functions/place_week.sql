-- The next seven days of a place with its hours, today first, in the wall time of its area; empty where none are known.
create function jatre.place_week(p jatre.places) returns jsonb
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select coalesce(jsonb_agg(n.day order by n.day ->> 'date'), '[]')
  from (
    select d.day
    from place_weeks as w
    join areas as a on a.code = p.area_code
    cross join jsonb_array_elements(w.days) as d (day)
    where w.place_id = p.id and (d.day ->> 'date')::date >= (now_v1() at time zone a.timezone)::date
    order by d.day ->> 'date'
    limit 7
  ) as n
$$;
