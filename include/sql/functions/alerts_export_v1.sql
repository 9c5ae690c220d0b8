-- All that is kept of the channel of a token, for its holder: the channel with its sealed address in base64, its
-- alerts, and what it was told and when. Null where there is no such token.
create function jatre.alerts_export_v1(p_token bytea) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select alerts_list_v1(p_token) || jsonb_build_object(
    'address', encode(c.address, 'base64'),
    'told', coalesce((
      select jsonb_agg(jsonb_build_object(
        'event', o.event_id, 'kind', o.kind, 'version', o.version, 'detail', o.detail, 'at', o.created_at,
        'sentAt', case when m.ended = 'sent' then m.ended_at end
      ) order by o.id)
      from alert_outbox as o left join alert_messages as m on m.id = o.message_id
      where o.channel_id = c.id
    ), '[]'),
    'messages', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', m.id, 'kind', m.kind, 'createdAt', m.created_at, 'ended', m.ended, 'endedAt', m.ended_at
      ) order by m.created_at, m.id)
      from alert_messages as m where m.channel_id = c.id
    ), '[]')
  )
  from alert_channels as c
  where c.token_digest = p_token
$$;
