-- An event as a moderator sees it, or the one that it was merged into: what it shows whether or not it is public, its
-- listings as they were read, what was decided, and how it compares with others. Null when there is no such event.
create function jatre.moderation_event_v1(p_event uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select jsonb_build_object(
    'id', e.id,
    'status', e.moderation_status,
    'reasons', to_jsonb(e.moderation_reasons),
    'isPublic', e.is_public,
    'quality', e.quality_score,
    'views', coalesce((select c.view_count from event_counters as c where c.event_id = e.id), 0),
    'fields', jsonb_build_object(
      'title', e.title, 'starts', e.start_time, 'ends', e.end_time, 'zone', e.timezone,
      'dates', (select count(*) from event_occurrences as o where o.event_id = e.id),
      'venue', e.venue_name, 'address', e.venue_address, 'category', e.category, 'cost', e.cost_type,
      'price', e.price_range, 'organizer', e.organizer_name, 'link', e.external_url, 'tickets', e.ticket_url,
      'description', left(e.description, 3000), 'event status', e.status
    ),
    'listings', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'source', s.slug, 'sourceName', s.name, 'official', s.official, 'externalId', l.external_id,
        'title', coalesce(l.processed_data ->> 'title', l.raw_data ->> 'title'), 'url', l.processed_data ->> 'url',
        'stage', l.stage, 'status', l.status, 'reason', listing_reason(l.id), 'goneAt', l.gone_at
      ) order by s.slug, l.external_id), '[]')
      from events_staging as l
      inner join event_sources as s on l.source_id = s.id
      where l.event_id = e.id
    ),
    'pairs', (
      select coalesce(jsonb_agg(p.one order by p.score desc), '[]')
      from (
        select distinct on (b.id)
          d.similarity_score as score,
          jsonb_build_object(
            'other', b.id, 'title', b.title, 'score', d.similarity_score, 'fields', d.match_fields
          ) as one
        from (
          -- of its listings with other events, and of other events' listings with it, each by an index
          select d.similarity_score, d.match_fields, coalesce(m.merged_into, m.id) as other
          from events_staging as l
          inner join event_duplicates as d on l.id = d.duplicate_event_id
          inner join discovered_events as m on d.primary_event_id = m.id
          where l.event_id = e.id
          union all
          select d.similarity_score, d.match_fields, l.event_id
          from discovered_events as m
          inner join event_duplicates as d on m.id = d.primary_event_id
          inner join events_staging as l on d.duplicate_event_id = l.id
          where m.id = e.id or m.merged_into = e.id
        ) as d
        inner join discovered_events as b on d.other = b.id
        where b.id <> e.id and d.match_fields ->> 'decided' = 'for review'
        order by b.id, d.similarity_score desc
        limit 20
      ) as p
    )
  ) || decisions_get_v1(e.id)
  from discovered_events as asked
  inner join discovered_events as e on e.id = coalesce(asked.merged_into, asked.id)
  where asked.id = p_event
$$;
