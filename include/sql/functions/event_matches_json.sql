-- Why listings of an event are taken for one happening: which sources, the score and its parts, what each adds in
-- log-odds; or that a person, or a listing between them, joins them.
create function jatre.event_matches_json(p_event uuid) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'source', found.slug,
      'with', found.match_fields #>> '{with,source}',
      'score', found.similarity_score,
      'parts', (
        select coalesce(jsonb_object_agg(part.key, part.value), '{}')
        from jsonb_each(found.match_fields) as part
        where part.key in ('title', 'time', 'location', 'series') and jsonb_typeof(part.value) = 'number'
      ),
      'probability', found.match_fields -> 'probability',
      'logOdds', coalesce(found.match_fields -> 'log_odds', '{}'),
      'byScore', not found.match_fields ? 'decided'
    ) order by found.similarity_score desc, found.slug, found.id), '[]')
    from (
      select d.id, d.similarity_score, d.match_fields, s.slug
      from events_staging as l
      inner join event_duplicates as d on d.primary_event_id = l.event_id and d.duplicate_event_id = l.id
      inner join event_sources as s on l.source_id = s.id
      where l.event_id = p_event and l.status in ('approved', 'duplicate')
        and d.match_fields ->> 'decided' is distinct from 'for review'
      order by d.similarity_score desc, d.id
      limit 50
    ) as found
  );
end
$$;
