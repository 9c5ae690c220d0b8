-- What became of the listings of the source p_slug, for its publisher to read: its last visit, how many of its current
-- listings are shown, wait or are set aside and why, what was left out of others, and how many state each part of an
-- event as data: what `extract` has kept of that, by the rule of previews (include/understand/record/completeness.py).
-- Null for a source that is paused or unknown. Reasons come in the words of source_reason_public alone: the report is
-- public, and a record need not be. At most 5,000 listings are looked at, the newest.
create function jatre.source_report_v1(p_slug text) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with source as (
    select s.id, s.slug, s.name, s.kind, s.official from event_sources s
    where s.slug = p_slug and s.is_active
  ),
  visit as (
    select f.* from fetch_history f join source s on s.id = f.source_id
    where f.status <> 'running' and f.backfill_start is null and f.reread_of is null
    order by f.started_at desc limit 1
  ),
  list as (
    select f.* from fetch_history f join source s on s.id = f.source_id
    where f.status in ('success', 'partial') and not f.not_modified and f.backfill_start is null and f.reread_of is null
    order by f.started_at desc limit 1
  ),
  current_listings as (
    select
      l.extraction_metadata, l.set_aside_reason, l.status, l.stage, e.moderation_reasons, e.moderation_status,
      coalesce(e.is_public, false) as is_shown
    from events_staging l
    join source s on s.id = l.source_id
    left join discovered_events e on e.id = l.event_id
    where l.gone_at is null
      and (
        -- read once each, so that an index can be asked for them; the days of a listing are sorted
        (select now_v1()::date) <= l.local_dates[cardinality(l.local_dates)]
        or (l.status = 'set_aside' and l.changed_at > (select clock_timestamp() - interval '30 days'))
      )
    order by l.changed_at desc limit 5000
  ),
  reasons as (
    select source_reason_public(c.set_aside_reason) as reason
    from current_listings c where c.status = 'set_aside' and c.set_aside_reason is not null
    union all
    select 'it waits for a moderator: ' || source_reason_public(r.reason)
    from current_listings c, unnest(c.moderation_reasons) as r(reason)
    where not c.is_shown and c.moderation_status = 'pending'
    union all
    select source_reason_public(r.reason)
    from current_listings c, unnest(c.moderation_reasons) as r(reason)
    where not c.is_shown and c.moderation_status = 'rejected'
    union all
    select 'left out of a listing: ' || r.reason
    from current_listings c
    cross join lateral (
      select distinct source_reason_public(one) as reason
      from jsonb_array_elements_text(coalesce(c.extraction_metadata #> '{extract,left_out}', '[]')) as one
    ) r
    where c.status <> 'set_aside'
    union all
    select source_reason_public(u ->> 'reason')
    from list, jsonb_array_elements(
      case jsonb_typeof(list.error_details -> 'unreadable')
        when 'array' then list.error_details -> 'unreadable' else '[]'
      end
    ) as u
  ),
  counted as (
    select reason, count(*) as listings from reasons where reason is not null
    group by reason order by count(*) desc, reason limit 12
  ),
  parts as (
    select c.extraction_metadata #> '{extract,stated}' as stated
    from current_listings c
    where c.status <> 'set_aside' and c.extraction_metadata #> '{extract,stated}' is not null
  )
  select jsonb_build_object(
    'slug', s.slug,
    'name', s.name,
    'kind', s.kind,
    'official', s.official,
    'visit', (select jsonb_build_object(
      'at', to_json(v.started_at at time zone 'UTC') #>> '{}' || 'Z', 'status', v.status,
      'notModified', v.not_modified, 'error', v.error_details ->> 'error') from visit v),
    'list', (select jsonb_build_object(
      'at', to_json(i.started_at at time zone 'UTC') #>> '{}' || 'Z', 'complete', i.complete, 'found', i.records_found,
      'new', i.records_new, 'changed', i.records_changed, 'unchanged', i.records_unchanged,
      'unreadable', i.records_unreadable) from list i),
    'listings', (select count(*) from current_listings),
    'shown', (select count(*) from current_listings c where c.is_shown),
    'setAside', (select count(*) from current_listings c where c.status = 'set_aside'),
    'waiting', (select count(*) from current_listings c where not c.is_shown and c.moderation_status = 'pending'),
    'reasons', coalesce((select jsonb_agg(jsonb_build_object('reason', c.reason, 'listings', c.listings)
      order by c.listings desc, c.reason) from counted c), '[]'),
    'read', (select count(*) from parts),
    'stated', (select jsonb_build_object(
      'occurrences', count(*) filter (where p.stated ? 'start'),
      'hour', count(*) filter (where p.stated ? 'hour'),
      'end', count(*) filter (where p.stated ? 'end'),
      'venue', count(*) filter (where p.stated ? 'venue'),
      'description', count(*) filter (where p.stated ? 'description'),
      'images', count(*) filter (where p.stated ? 'picture'),
      'price', count(*) filter (where p.stated ? 'price'),
      'organizer', count(*) filter (where p.stated ? 'organizer'),
      'url', count(*) filter (where p.stated ? 'page')
    ) from parts p)
  )
  from source s
$$;
