-- Where the values of an event come from, by the names that its document has: the source and when that was last seen,
-- how the value was read, and how sure that is. What a person's edit stands in place of does not pass.
create function jatre.event_provenance_json(e jatre.discovered_events) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_object_agg(named.shown, jsonb_strip_nulls(jsonb_build_object(
      'source', seen.slug,
      'name', seen.name,
      'seenAt', to_json(seen.seen_at at time zone 'UTC') #>> '{}' || 'Z',
      'origin', p.noted -> 'origin',
      'confidence', p.noted -> 'confidence'
    ))), '{}')
    from jsonb_each(e.provenance) as p (field, noted)
    inner join (values
      ('title', 'title'), ('description', 'description'), ('category', 'category'), ('tags', 'tags'),
      ('occurrences', 'occurrences'), ('status', 'status'), ('venue', 'venue'), ('organizer', 'organizer'),
      ('price', 'pricing'), ('url', 'source'), ('images', 'images'), ('capacity', 'capacity'),
      ('registration_required', 'registrationRequired'), ('availability', 'availability')
    ) as named (field, shown) on p.field = named.field
    left join lateral (
      select s.slug, s.name, max(coalesce(l.fetched_at, l.changed_at)) as seen_at
      from events_staging as l
      inner join event_sources as s on l.source_id = s.id
      where l.event_id = e.id and s.slug = coalesce(p.noted ->> 'source', p.noted #>> '{sources,0}')
        and p.noted ->> 'origin' is distinct from 'person'
      group by s.slug, s.name
    ) as seen on true
  );
end
$$;
