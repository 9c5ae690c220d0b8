-- Set how the channel of a token is told: language, zone, quietFrom, quietUntil, digestHour, maxPerDay, those that are
-- named; null takes quiet hours or the digest away. Answers the channel, {"refused": why}, or null where there is no
-- such token.
create function jatre.alerts_settings_v1(p_token bytea, p_settings jsonb) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_channel alert_channels;
  v_refusal text := alert_refusal(p_settings);
begin
  select * into v_channel from alert_channels where token_digest = p_token for update;
  if not found then
    return null;
  elsif p_settings ? 'quietFrom' <> p_settings ? 'quietUntil' then
    v_refusal := coalesce(v_refusal, 'quiet hours have a beginning and an end');
  end if;
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  perform alert_settings_write(v_channel.id, p_settings);
  select * into v_channel from alert_channels where id = v_channel.id;
  return alert_channel_json(v_channel);
end
$$;
