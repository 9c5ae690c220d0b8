create trigger weather_updated after update on jatre.area_weather
referencing old table as old_rows new table as new_rows
for each statement execute function jatre.weather_updated();
