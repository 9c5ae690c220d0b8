create function jatre.weather_inserted() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select 'weather:update', w.area_code, w.version, array['weather:' || w.area_code], weather_json(w)
  from area_weather w where w.area_code in (select area_code from new_rows);
  if found then
    perform feed_notify();
  end if;
  return null;
end
$$;
