-- The weather of an area is told in the area's room when anything of it has changed.
create function jatre.weather_state_v1() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
  else
    new.version := old.version;
    if new is distinct from old then
      new.version := old.version + 1;
    end if;
  end if;
  return new;
end
$$;

create trigger weather_state before insert or update on jatre.area_weather
for each row execute function jatre.weather_state_v1();

create function jatre.weather_json_v1(w jatre.area_weather) returns text
language sql stable
as $$
  select json_build_object(
    'area', w.area_code,
    'observedAt', to_json(w.observed_at at time zone 'UTC') #>> '{}' || 'Z',
    'condition', w.condition,
    'temperature', w.temperature_c,
    'feelsLike', w.feels_like_c,
    'humidity', w.humidity_percent,
    'rain', w.rain_mm_per_hour,
    'wind', w.wind_kmh,
    'source', w.source
  )::text
$$;

create function jatre.weather_inserted_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select 'weather:update', w.area_code, w.version, array['weather:' || w.area_code], weather_json_v1(w)
  from area_weather w where w.area_code in (select area_code from new_rows);
  if found then
    perform feed_ring_v1();
  end if;
  return null;
end
$$;

create function jatre.weather_updated_v1() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  insert into feed_outbox (kind, entity, version, rooms, payload)
  select 'weather:update', w.area_code, w.version, array['weather:' || w.area_code], weather_json_v1(w)
  from area_weather w
  where w.area_code in (
    select n.area_code from new_rows n join old_rows o on o.area_code = n.area_code where n.version <> o.version
  );
  if found then
    perform feed_ring_v1();
  end if;
  return null;
end
$$;

create trigger weather_inserted after insert on jatre.area_weather
referencing new table as new_rows
for each statement execute function jatre.weather_inserted_v1();

create trigger weather_updated after update on jatre.area_weather
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.weather_updated_v1();
