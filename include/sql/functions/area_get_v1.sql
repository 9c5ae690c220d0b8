-- An area as the page needs it, or null.
create function jatre.area_get_v1(p_code text) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select jsonb_build_object(
    'code', a.code,
    'name', a.name,
    'timezone', a.timezone,
    'currency', a.currency,
    'centre', jsonb_build_object('latitude', st_y(a.centre::geometry), 'longitude', st_x(a.centre::geometry)),
    'outline', st_asgeojson(a.outline, 6)::jsonb
  )
  from areas a where a.code = p_code
$$;
