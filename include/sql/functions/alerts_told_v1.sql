-- What the channel of a token was told, or is to be told, after a row: the oldest first, at most p_limit. Each with the
-- event as it is shown now, null where it is no more. What waits for the end of quiet hours is among it: who looks is
-- not disturbed, and who remembers the last row that they saw would miss what is due later than that one. Null where
-- there is no such token.
create function jatre.alerts_told_v1(p_token bytea, p_after bigint, p_limit integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select jsonb_build_object('told', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', o.id, 'alert', o.alert_id, 'name', a.name, 'event', o.event_id, 'kind', o.kind, 'version', o.version,
      'detail', o.detail, 'document', e.payload::jsonb, 'at', o.due_at
    ) order by o.id)
    from (
      select * from alert_outbox as o
      where o.channel_id = c.id and o.id > p_after
      order by o.id limit least(greatest(p_limit, 0), 200)
    ) as o
    left join alerts as a on a.id = o.alert_id
    left join event_payload as e on e.id = o.event_id
  ), '[]'))
  from alert_channels as c
  where c.token_digest = p_token
$$;
