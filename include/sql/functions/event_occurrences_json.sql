-- The dates of an event, in order.
create function jatre.event_occurrences_json(p_event uuid) returns json
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select coalesce(json_agg(json_build_object(
      'startsAt', to_json(o.starts_at at time zone 'UTC') #>> '{}' || 'Z',
      'endsAt', to_json(o.ends_at at time zone 'UTC') #>> '{}' || 'Z',
      'dateOnly', o.date_only,
      'cancelled', o.cancelled
    ) order by o.starts_at), '[]')
    from event_occurrences o
    where o.event_id = p_event
  );
end
$$;
