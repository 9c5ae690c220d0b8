-- Confirm an alert of the channel of a token, or all of them where `p_alert` is null, and with that the channel.
-- Answers {"confirmed": how many were not before}, or null where there is no such token. A program confirms by what it
-- answers, and not by its token.
create function jatre.alert_confirm_v1(p_token bytea, p_alert uuid) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_channel uuid;
  v_may boolean;
  v_confirmed integer;
begin
  update alert_channels set
    confirmed_at = coalesce(confirmed_at, case when kind <> 'webhook' then clock_timestamp() end)
  where token_digest = p_token
  returning id, confirmed_at is not null into v_channel, v_may;
  if v_channel is null then
    return null;
  end if;
  update alerts set confirmed_at = clock_timestamp(), changed_xid = pg_current_xact_id()
  where channel_id = v_channel and v_may and confirmed_at is null and id = coalesce(p_alert, id);
  get diagnostics v_confirmed = row_count;
  return jsonb_build_object('confirmed', v_confirmed);
end
$$;
