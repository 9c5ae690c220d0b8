-- Append the present weather of these areas to the outbox, for each area's room.
create function jatre.weather_append(p_areas text[]) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select 'weather:update', w.area_code, w.version, array['weather:' || w.area_code], weather_json(w)
  from area_weather w where w.area_code = any(p_areas);
  if found then
    perform feed_notify();
  end if;
end
$$;
