-- Remove an alert of the channel of a token, and what waits to be told by it. Answers {"removed": whether there was
-- one}, or null where there is no such token.
create function jatre.alert_remove_v1(p_token bytea, p_alert uuid) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_channel uuid;
  v_removed boolean;
begin
  select id into v_channel from alert_channels where token_digest = p_token for update;
  if not found then
    return null;
  end if;
  delete from alerts where id = p_alert and channel_id = v_channel;
  v_removed := found;
  delete from alert_outbox where channel_id = v_channel and alert_id = p_alert and waits;
  return jsonb_build_object('removed', v_removed);
end
$$;
