create trigger weather_inserted after insert on jatre.area_weather
referencing new table as new_rows
for each statement execute function jatre.weather_inserted();
