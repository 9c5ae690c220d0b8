-- A place as a venue: what a map says of it.
create function jatre.venue_json(p jatre.places) returns jsonb
language sql stable
as $$
  select jsonb_build_object(
    'id', p.id, 'name', p.name, 'kind', p.kind, 'address', p.address, 'area', p.area_code, 'plusCode', p.plus_code,
    'latitude', public.st_y(p.location::public.geometry), 'longitude', public.st_x(p.location::public.geometry)
  )
$$;
