-- The source of an area's weather has answered: what it failed before is forgotten.
delete from jatre.weather_failures
where area_code = :area
