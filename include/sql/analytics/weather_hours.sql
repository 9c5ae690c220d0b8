-- What the next hours were last forecast to bring: one row per area and hour.
create view analytics.weather_hours with (security_barrier) as
select
  w.area_code,
  (h.hour ->> 'startsAt')::timestamptz as starts_at,
  h.hour ->> 'condition' as condition,
  (h.hour ->> 'temperature')::numeric as temperature_c,
  (h.hour ->> 'rainProbability')::numeric as rain_percent,
  (h.hour ->> 'rain')::numeric as rain_mm,
  (h.hour ->> 'wind')::numeric as wind_kmh,
  (h.hour ->> 'rainLikely')::boolean as is_rain_likely,
  w.source,
  w.fetched_at,
  w.hours_until > jatre.now_v1() as counts
from jatre.area_weather as w
cross join lateral jsonb_array_elements(w.hours) as h (hour);

comment on view analytics.weather_hours is
'One row per area and hour of the latest forecast; the weather as last observed stands in area_weather.';
comment on column analytics.weather_hours.area_code is 'the area';
comment on column analytics.weather_hours.starts_at is 'when the hour begins';
comment on column analytics.weather_hours.condition is 'at its beginning, as in area_weather';
comment on column analytics.weather_hours.temperature_c is 'degrees Celsius, at its beginning';
comment on column analytics.weather_hours.rain_percent is 'probability of rain within the hour, percent';
comment on column analytics.weather_hours.rain_mm is 'rain within the hour, millimetres';
comment on column analytics.weather_hours.wind_kmh is 'kilometres per hour, at its beginning';
comment on column analytics.weather_hours.is_rain_likely is 'whether to count on rain: 60 percent or half a millimetre';
comment on column analytics.weather_hours.source is 'who forecasts it';
comment on column analytics.weather_hours.fetched_at is 'when the source stated it';
comment on column analytics.weather_hours.counts is 'whether the forecast still counts, or is too old';
