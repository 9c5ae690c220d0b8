-- The weather of an area as REST shows it; null for an unknown area. Where there is none, or none that counts any more,
-- `present` is null and `hours` are empty.
create function jatre.weather_get_v1(p_area text) returns json
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select json_build_object(
    'area', a.code,
    'version', coalesce(w.version, 0),
    'present', case when s ->> 'validUntil' is not null then json_build_object(
      'observedAt', s -> 'observedAt', 'validUntil', s -> 'validUntil', 'condition', s -> 'condition',
      'temperature', s -> 'temperature', 'feelsLike', s -> 'feelsLike', 'humidity', s -> 'humidity',
      'rain', s -> 'rain', 'wind', s -> 'wind'
    ) end,
    'hours', coalesce(s -> 'hours', '[]'),
    'hoursUntil', s -> 'hoursUntil',
    'fetchedAt', s -> 'fetchedAt',
    'source', s -> 'source',
    'attribution', s -> 'attribution'
  )
  from areas as a
  left join area_weather as w on a.code = w.area_code
  left join lateral (select weather_json(w)::json as s where w.area_code is not null) as state on true
  where a.code = p_area
$$;
