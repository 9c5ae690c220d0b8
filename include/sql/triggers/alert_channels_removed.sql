create trigger alert_channels_removed before delete on jatre.alert_channels
for each row execute function jatre.alert_channels_removed();
