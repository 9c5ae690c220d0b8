-- The listings of an event that stand behind what is shown, the first source first: whose, where, since when, and
-- whether it still is there. Links are those that the event shows: no other address passes.
create function jatre.event_sources_json(e jatre.discovered_events) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'source', found.slug,
      'name', found.name,
      'official', found.official,
      'url', found.url,
      'firstSeenAt', to_json(found.first_seen_at at time zone 'UTC') #>> '{}' || 'Z',
      'seenAt', to_json(coalesce(found.fetched_at, found.changed_at) at time zone 'UTC') #>> '{}' || 'Z',
      'listed', found.gone_at is null
    ) order by found.place), '[]')
    from (
      select
        s.slug, s.name, s.official, l.first_seen_at, l.fetched_at, l.changed_at, l.gone_at,
        row_number() over (
          order by s.id is distinct from e.source_id, not s.official, s.priority, l.first_seen_at, l.id
        ) as place,
        (
          select k ->> 'url'
          from jsonb_array_elements(e.links) as k
          where k ->> 'source' = s.slug
          order by k ->> 'url' is distinct from l.processed_data ->> 'url', k ->> 'url'
          limit 1
        ) as url
      from events_staging as l
      inner join event_sources as s on l.source_id = s.id
      where l.event_id = e.id and l.status in ('approved', 'duplicate')
      order by place
      limit 50
    ) as found
  );
end
$$;
