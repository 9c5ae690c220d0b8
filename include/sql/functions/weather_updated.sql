create function jatre.weather_updated() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform weather_append(array(
    select n.area_code from new_rows n join old_rows o on o.area_code = n.area_code where n.version <> o.version
  ));
  return null;
end
$$;
