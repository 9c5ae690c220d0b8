create function jatre.weather_json(w jatre.area_weather) returns text
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
