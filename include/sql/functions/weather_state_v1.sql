-- The weather of an area as the feed would send it now, with its version; no row where nothing of it counts any more.
create function jatre.weather_state_v1(p_area text, out version bigint, out payload text, out changed_at timestamptz)
returns setof record
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select w.version, weather_json(w), w.fetched_at
  from area_weather as w
  where w.area_code = p_area and greatest(w.valid_until, w.hours_until) > now_v1()
$$;
