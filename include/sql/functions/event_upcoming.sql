-- Public events as lists show them, by their next date; null where all dates are over.
create function jatre.event_upcoming(e jatre.discovered_events, p_now timestamptz) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select event_document(e, s.name, e.occurrences, e.images)::jsonb || jsonb_build_object(
      'next', jsonb_build_object(
        'startsAt', to_json(o.starts_at at time zone 'UTC') #>> '{}' || 'Z',
        'endsAt', to_json(o.ends_at at time zone 'UTC') #>> '{}' || 'Z',
        'dateOnly', o.date_only,
        'cancelled', o.cancelled
      ),
      'moreDates', o.dates - 1
    )
    from (
      select f.*, count(*) over () as dates
      from event_occurrences as f
      where f.event_id = e.id and f.over_at > p_now
      order by f.starts_at
      limit 1
    ) as o
    left join event_sources as s on s.id = e.source_id
  );
end
$$;
