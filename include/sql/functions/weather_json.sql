-- An area's weather as the feed carries it. What has expired is unknown: an old observation is never the weather now,
-- and hours that are over are no forecast.
create function jatre.weather_json(w jatre.area_weather) returns text
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select json_build_object(
    'area', w.area_code,
    'observedAt', jatre.instant_text(w.observed_at),
    'validUntil', jatre.instant_text(case when is_now then w.valid_until end),
    'condition', case when is_now then w.condition else 'unknown' end,
    'temperature', case when is_now then w.temperature_c end,
    'feelsLike', case when is_now then w.feels_like_c end,
    'humidity', case when is_now then w.humidity_percent end,
    'rain', case when is_now then w.rain_mm_per_hour end,
    'wind', case when is_now then w.wind_kmh end,
    'hours', case
      when w.hours_until > now_v1() then (
        select coalesce(json_agg(h order by h ->> 'startsAt'), '[]') from jsonb_array_elements(w.hours) as h
        where (h ->> 'startsAt')::timestamptz > now_v1() - interval '1 hour'
      )
      else '[]'
    end,
    'hoursUntil', jatre.instant_text(case when w.hours_until > now_v1() then w.hours_until end),
    'fetchedAt', jatre.instant_text(w.fetched_at),
    'source', w.source,
    'attribution', w.attribution
  )::text
  from (select coalesce(w.valid_until > now_v1(), false) as is_now) as counts
$$;
