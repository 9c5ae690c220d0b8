-- Why the source of an area's weather is left alone; no row when it may be asked.
select reason from jatre.weather_failures
where area_code = :area and ask_at > clock_timestamp()
