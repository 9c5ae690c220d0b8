-- Set how somebody is told, of what is named in the settings, which were found good (`alert_refusal`). What waits for
-- them is due by the new ones, and in no quiet hours that have just begun by these.
create function jatre.alert_settings_write(p_channel uuid, p_settings jsonb) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  update alert_channels as c set
    language = coalesce(p_settings ->> 'language', language),
    zone = coalesce(p_settings ->> 'zone', zone),
    quiet_from = case when p_settings ? 'quietFrom' then (p_settings ->> 'quietFrom')::time else quiet_from end,
    quiet_until = case when p_settings ? 'quietUntil' then (p_settings ->> 'quietUntil')::time else quiet_until end,
    digest_hour = case when p_settings ? 'digestHour' then (p_settings ->> 'digestHour')::smallint else digest_hour end,
    max_per_day = coalesce((p_settings ->> 'maxPerDay')::smallint, max_per_day)
  where c.id = p_channel;
  update alert_outbox as o set due_at = greatest(alert_due(c, o.kind, o.created_at), alert_awake(c, now()))
  from alert_channels as c
  where c.id = p_channel and o.channel_id = c.id and o.waits;
end
$$;
