-- Tell somebody of what an alert asks for: `p_kind` email, push, webhook or page; `p_address` sealed, with its digest
-- under each key that counts, the present one first; `p_mailbox` a digest that all spellings of one mailbox share, null
-- of what is no e-mail address; `p_token` the digest of the word in their links. Answers {"channel", "alert",
-- "confirmed"}, or {"refused": why}.
--
-- Of an e-mail address the answer is {"confirmed": false} whatever is known of it, and its holder is asked, at most
-- three times a day by all spellings together, and not where they have unsubscribed. Who has a subscription to push or
-- a webhook is its holder: the same again takes the new token, and what it was told before stays told. Anybody may name
-- the address of a program: it is asked as well, and told nothing before it has answered.
create function jatre.alert_create_v2(
  p_kind text, p_address bytea, p_digests bytea[], p_mailbox bytea, p_token bytea, p_alert jsonb
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
  v_asks boolean;
begin
  if v_refusal is not null then
    return jsonb_build_object('refused', v_refusal);
  end if;
  -- two that sign up one mailbox at once count one after the other
  perform pg_advisory_xact_lock(hashtextextended('alert mailbox ' || encode(p_mailbox, 'hex'), 0));
  select * into v_channel from alert_channels where digest = any(p_digests) for update;
  if not found then
    insert into alert_channels as c (kind, address, digest, mailbox, token_digest, zone, confirmed_at)
    values (
      p_kind, p_address, p_digests[1], p_mailbox, p_token,
      coalesce((select timezone from areas where code = search_area(p_alert -> 'filter')),
        (select timezone from areas order by code limit 1), 'UTC'),
      case when p_kind in ('push', 'page') then clock_timestamp() end
    )
    on conflict (digest) do update set digest = excluded.digest
    returning * into v_channel;
    perform alert_settings_write(v_channel.id, p_alert);
  elsif not v_is_email then
    update alert_channels set
      address = p_address, digest = p_digests[1], token_digest = p_token, unsubscribed_at = null
    where id = v_channel.id
    returning * into v_channel;
  elsif v_channel.unsubscribed_at is not null then
    return jsonb_build_object('confirmed', false);
  end if;

  if (select count(*) from alerts where channel_id = v_channel.id) >= 50 then
    return case when v_is_email then jsonb_build_object('confirmed', false)
      else jsonb_build_object('refused', 'one channel has at most 50 alerts') end;
  end if;
  v_asks := v_is_email or v_channel.confirmed_at is null;
  if v_asks and (
    select count(*)
    from alert_channels as c join alert_messages as m on m.channel_id = c.id
    where (c.id = v_channel.id or c.mailbox = p_mailbox)
      and m.kind = 'confirm' and m.created_at > clock_timestamp() - interval '1 day'
  ) >= 3 then
    return case when v_is_email then jsonb_build_object('confirmed', false)
      else jsonb_build_object('refused', 'this program was asked three times within a day, and has not answered') end;
  end if;
  v_alert := alert_write(v_channel.id, p_alert, not v_asks);
  if v_asks then
    insert into alert_messages (channel_id, kind, alert_id) values (v_channel.id, 'confirm', v_alert);
  end if;
  return case when v_is_email then jsonb_build_object('confirmed', false)
    else jsonb_build_object('channel', v_channel.id, 'alert', v_alert, 'confirmed', not v_asks) end;
end
$$;
