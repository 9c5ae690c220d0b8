-- The codes of the areas that hold a point, smallest first; empty outside all of them.
create function jatre.area_codes_v1(p_location geography) returns text[]
language sql stable parallel safe
set search_path = jatre, public, pg_temp
as $$
  select coalesce(array_agg(a.code order by a.square_metres, a.code), '{}')
  from areas a
  where st_covers(a.outline, p_location)
$$;
