-- How somebody is told, as they see it themselves; the address is sealed, and not among it.
create function jatre.alert_channel_json(c jatre.alert_channels) returns jsonb
language sql stable
as $$
  select jsonb_build_object(
    'id', c.id, 'kind', c.kind, 'language', c.language, 'zone', c.zone,
    'quietFrom', to_char(c.quiet_from, 'HH24:MI'), 'quietUntil', to_char(c.quiet_until, 'HH24:MI'),
    'digestHour', c.digest_hour, 'maxPerDay', c.max_per_day,
    'createdAt', c.created_at, 'confirmedAt', c.confirmed_at, 'unsubscribedAt', c.unsubscribed_at
  )
$$;
