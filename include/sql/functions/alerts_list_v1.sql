-- The channel of a token and its alerts, the oldest first; null where there is no such token.
create function jatre.alerts_list_v1(p_token bytea) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select jsonb_build_object('channel', alert_channel_json(c), 'alerts', coalesce(
    (select jsonb_agg(alert_json(a) order by a.created_at, a.id) from alerts as a where a.channel_id = c.id), '[]'
  ))
  from alert_channels as c
  where c.token_digest = p_token
$$;
