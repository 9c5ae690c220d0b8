create trigger weather_state before insert or update on jatre.area_weather
for each row execute function jatre.weather_state();
