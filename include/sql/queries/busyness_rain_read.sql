-- The hours (their beginnings) in which it is likely to rain in an area, while the forecast counts.
select (h.hour ->> 'startsAt')::timestamptz as starts_at
from jatre.area_weather as w, jsonb_array_elements(w.hours) as h (hour)
where w.area_code = :area and w.hours_until > jatre.now_v1() and (h.hour ->> 'rainLikely')::boolean
order by starts_at
