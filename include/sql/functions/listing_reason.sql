-- Why a listing is what it is, in words: set aside, a duplicate, rejected, or waiting for a person. Null where there is
-- nothing to explain.
create function jatre.listing_reason(p_listing uuid) returns text
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select nullif(concat_ws(
    '; ',
    l.set_aside_reason,
    case when l.status = 'rejected' then 'its event is rejected: ' || verdict.words end,
    case
      when l.status = 'pending' and l.stage = 'done' then 'its event waits for a moderator: ' || verdict.words
    end,
    case
      when l.duplicate_of is not null
        then format('its event is shown as %s lists it (%s)', shown_source.slug, shown.external_id)
    end,
    (
      select string_agg(format(
        'the same happening as %s of %s, by %s', coalesce(d.match_fields #>> '{with,external_id}', 'another listing'),
        coalesce(d.match_fields #>> '{with,source}', 'another source'), coalesce(d.match_fields ->> 'decided', format(
          'a score of %s (%s)', d.similarity_score, (
            select string_agg(format('%s %s', f.key, f.value), ', ' order by f.key)
            from jsonb_each(d.match_fields) as f where jsonb_typeof(f.value) = 'number'
          )
        ))
      ), '; ' order by d.similarity_score desc)
      from event_duplicates as d
      where d.duplicate_event_id = l.id and d.primary_event_id = l.event_id
        and d.match_fields ->> 'decided' is distinct from 'for review'
    )
  ), '')
  from events_staging as l
  left join discovered_events as e on l.event_id = e.id
  left join events_staging as shown on l.duplicate_of = shown.id
  left join event_sources as shown_source on shown.source_id = shown_source.id
  cross join lateral (
    select coalesce(nullif(concat_ws(
      '; ', nullif(array_to_string(e.moderation_reasons, ', '), ''), e.moderation_notes
    ), ''), 'no reason is known') as words
  ) as verdict
  where l.id = p_listing
$$;
