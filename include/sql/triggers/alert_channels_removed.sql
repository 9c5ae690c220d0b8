create trigger alert_channels_removed after delete on jatre.alert_channels
referencing old table as old_rows
for each statement execute function jatre.alert_channels_removed();
