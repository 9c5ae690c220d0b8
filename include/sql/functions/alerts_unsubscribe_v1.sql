-- Tell the channel of a token nothing more, ever. A message that is being sent at this moment holds the channel: this
-- waits for it, and when it has answered, nothing is sent any more. Answers {"unsubscribed": true}, or null where there
-- is no such token.
create function jatre.alerts_unsubscribe_v1(p_token bytea) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
set lock_timeout = '25s'
as $$
declare
  v_channel uuid;
begin
  update alert_channels set unsubscribed_at = coalesce(unsubscribed_at, clock_timestamp())
  where token_digest = p_token
  returning id into v_channel;
  if v_channel is null then
    return null;
  end if;
  update alert_messages set ended = 'dropped', ended_at = clock_timestamp()
  where channel_id = v_channel and ended is null;
  delete from alert_outbox where channel_id = v_channel and waits;
  return jsonb_build_object('unsubscribed', true);
end
$$;
