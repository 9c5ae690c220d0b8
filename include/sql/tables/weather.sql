-- What the weather in an area is like, as last observed: one row per area, overwritten.
create table jatre.area_weather (
  area_code text primary key references jatre.areas (code),
  observed_at timestamptz not null,
  condition text not null check (condition in ('clear', 'cloudy', 'fog', 'drizzle', 'rain', 'storm')),
  temperature_c numeric(4, 1),
  feels_like_c numeric(4, 1),
  humidity_percent smallint check (humidity_percent between 0 and 100),
  rain_mm_per_hour numeric(5, 1) check (rain_mm_per_hour >= 0),
  wind_kmh numeric(4, 1) check (wind_kmh >= 0),
  source text not null,
  -- kept by a trigger: see triggers/weather_changes_v1.sql
  version bigint not null default 0
);
