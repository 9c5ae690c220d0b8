-- Add an alert to the channel of a token. Its holder has shown that it is theirs: it is confirmed, and so is the
-- channel; but of a program, whose token shows nothing, only when it has answered. Answers {"alert": id, "confirmed"},
-- {"refused": why}, or null where there is no such token.
create function jatre.alert_add_v1(p_token bytea, p_alert jsonb) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_channel uuid;
  v_confirmed boolean;
  v_refusal text := coalesce(alert_refusal(p_alert), case
    when not p_alert ?| '{filter,event}' then 'an alert has a filter or follows an event' end);
begin
  update alert_channels set
    confirmed_at = coalesce(confirmed_at, case when kind <> 'webhook' then clock_timestamp() end)
  where token_digest = p_token
  returning id, confirmed_at is not null into v_channel, v_confirmed;
  if v_channel is null then
    return null;
  elsif (select count(*) from alerts where channel_id = v_channel) >= 50 then
    v_refusal := coalesce(v_refusal, 'one channel has at most 50 alerts');
  end if;
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  return jsonb_build_object('alert', alert_write(v_channel, p_alert, v_confirmed), 'confirmed', v_confirmed);
end
$$;
