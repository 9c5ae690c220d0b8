create function jatre.weather_updated() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select 'weather:update', w.area_code, w.version, array['weather:' || w.area_code], weather_json(w)
  from area_weather w
  where w.area_code in (
    select n.area_code from new_rows n join old_rows o on o.area_code = n.area_code where n.version <> o.version
  );
  if found then
    perform feed_notify();
  end if;
  return null;
end
$$;
