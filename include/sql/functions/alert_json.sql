-- An alert as its owner sees it.
create function jatre.alert_json(a jatre.alerts) returns jsonb
language sql stable
as $$
  select jsonb_build_object(
    'id', a.id, 'name', a.name, 'filter', a.filter, 'event', a.event_id, 'kinds', a.kinds,
    'createdAt', a.created_at, 'confirmedAt', a.confirmed_at
  )
$$;
