create function jatre.weather_inserted() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform weather_append(array(select area_code from new_rows));
  return null;
end
$$;
