-- Seconds since an area's weather was observed; no row when none ever was.
select extract(epoch from jatre.now_v1() - observed_at)::double precision
from jatre.area_weather
where area_code = :area
