-- Tell the channel of a token again what it has alerts for: only who holds its link can ask for that. Answers
-- {"unsubscribed": false}, or null where there is no such token.
create function jatre.alerts_resubscribe_v1(p_token bytea) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  update alert_channels set unsubscribed_at = null where token_digest = p_token;
  return case when found then jsonb_build_object('unsubscribed', false) end;
end
$$;
