-- Tell somebody of what an alert asks for: `p_kind` email, push, webhook or page; `p_address` sealed, with its digest
-- under each key that counts, the present one first; `p_token` the digest of the word in their links. Answers
-- {"channel", "alert", "confirmed": true}, or {"refused": why}.
--
-- Of an e-mail address the answer is {"confirmed": false} whatever is known of it, and its holder is asked, at most
-- three times a day, and not where they have unsubscribed. Who has a subscription to push or a webhook is its holder:
-- the same again takes the new token, and what it was told before stays told.
create function jatre.alert_create_v1(
  p_kind text, p_address bytea, p_digests bytea[], p_token bytea, p_alert jsonb
) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_refusal constant text := coalesce(alert_refusal(p_alert), case
    when not p_alert ?| '{filter,event}' then 'an alert has a filter or follows an event' end);
  v_is_email constant boolean := p_kind = 'email';
  v_channel alert_channels;
  v_alert uuid;
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  select * into v_channel from alert_channels where digest = any(p_digests) for update;
  if not found then
    insert into alert_channels as c (kind, address, digest, token_digest, zone, confirmed_at)
    values (
      p_kind, p_address, p_digests[1], p_token,
      coalesce((select timezone from areas where code = search_area(p_alert -> 'filter')),
        (select timezone from areas order by code limit 1), 'UTC'),
      case when not v_is_email then clock_timestamp() end
    )
    on conflict (digest) do update set digest = excluded.digest
    returning * into v_channel;
    perform alert_settings_write(v_channel.id, p_alert);
  elsif not v_is_email then
    update alert_channels set
      address = p_address, digest = p_digests[1], token_digest = p_token, unsubscribed_at = null
    where id = v_channel.id;
  elsif v_channel.unsubscribed_at is not null then
    return jsonb_build_object('confirmed', false);
  end if;

  if (select count(*) from alerts where channel_id = v_channel.id) >= 50 then
    return case when v_is_email then jsonb_build_object('confirmed', false)
      else jsonb_build_object('refused', 'one channel has at most 50 alerts') end;
  end if;
  if v_is_email and (
    select count(*) from alert_messages
    where channel_id = v_channel.id and kind = 'confirm' and created_at > clock_timestamp() - interval '1 day'
  ) >= 3 then
    return jsonb_build_object('confirmed', false);
  end if;
  v_alert := alert_write(v_channel.id, p_alert, not v_is_email);
  if v_is_email then
    insert into alert_messages (channel_id, kind, alert_id) values (v_channel.id, 'confirm', v_alert);
    return jsonb_build_object('confirmed', false);
  end if;
  return jsonb_build_object('channel', v_channel.id, 'alert', v_alert, 'confirmed', true);
end
$$;
