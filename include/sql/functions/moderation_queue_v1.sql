-- What waits for a person, most urgent first: events that are not decided yet, and pairs that may be one event. What is
-- over, decided or put off is not in it, whether or not the stages have come to what was decided. Urgent is what many
-- will see and little is known of: views times doubt, where views are those counted, and who goes by its sources; doubt
-- is 1 of what a check or person has flagged, what an event lacks in quality otherwise, and of a pair how near its
-- probability is to one half.
--
-- Answers {"total", "items": [{kind: event | pair, event, title, startsAt, venue, status, reasons, sources, views,
-- doubt, version, and of a pair other, otherTitle, otherVersion, score, probability}]}.
create function jatre.moderation_queue_v1(p_limit integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with ahead as (
    select e.id, e.title, e.start_time, e.venue_name, e.moderation_status, e.moderation_reasons, e.quality_score
    from discovered_events as e
    where
      e.moderation_status in ('pending', 'flagged')
      and e.merged_into is null
      and e.is_active
      and exists (select from event_occurrences as o where o.event_id = e.id and o.over_at > now_v1())
  ),
  pairs as (
    select distinct on (least(l.event_id, o.id), greatest(l.event_id, o.id))
      o.id,
      o.title,
      o.start_time,
      o.venue_name,
      o.moderation_status,
      l.event_id as other,
      n.title as other_title,
      d.similarity_score as score,
      coalesce((d.match_fields ->> 'probability')::numeric, d.similarity_score) as probability
    from event_duplicates as d
    inner join events_staging as l on d.duplicate_event_id = l.id
    inner join discovered_events as e on d.primary_event_id = e.id
    inner join discovered_events as o on coalesce(e.merged_into, e.id) = o.id
    inner join discovered_events as n on l.event_id = n.id
    where
      d.match_fields ->> 'decided' = 'for review'
      and l.event_id <> o.id
      and l.gone_at is null
      and now_v1()::date <= any(l.local_dates)
      and o.moderation_status <> 'rejected' and n.moderation_status <> 'rejected'
    order by least(l.event_id, o.id), greatest(l.event_id, o.id), d.similarity_score desc
  ),
  waiting as (
    select
      'event' as kind, a.id, a.title, a.start_time, a.venue_name, a.moderation_status, a.moderation_reasons as reasons,
      null::uuid as other, null as other_title, null::numeric as score, null::numeric as probability,
      case a.moderation_status when 'flagged' then 1 else greatest(1 - coalesce(a.quality_score, 0.5), 0.05) end as doubt
    from ahead as a
    union all
    select
      'pair', p.id, p.title, p.start_time, p.venue_name, p.moderation_status, array['may be one event'],
      p.other, p.other_title, p.score, p.probability, greatest(1 - abs(2 * p.probability - 1), 0.05)
    from pairs as p
  ),
  awake as (
    select w.*
    from waiting as w
    where not exists (
      select
      from events_staging as l
      inner join event_sources as s on l.source_id = s.id
      inner join event_decisions as z
        on (z.source_slug, z.external_id) = (s.slug, l.external_id) and z.kind = 'snooze' and z.revoked_at is null
      where l.event_id in (w.id, w.other) and (z.patch ->> 'until')::timestamptz > clock_timestamp()
    )
    -- decided, and the stages have not come to it yet: nobody needs to decide it again meanwhile
    and not (
      exists (
        select from events_staging as l
        where l.event_id in (w.id, w.other) and l.stage <> 'done' and l.status <> 'set_aside'
      )
      and case w.kind
        when 'event' then coalesce((
          select d.kind <> 'flag'
          from events_staging as l
          inner join event_sources as s on l.source_id = s.id
          inner join event_decisions as d on (d.source_slug, d.external_id) = (s.slug, l.external_id)
          where l.event_id = w.id and d.kind in ('approve', 'reject', 'flag') and d.revoked_at is null
          order by d.version desc
          limit 1
        ), false)
        else exists (
          select
          from events_staging as l
          inner join event_sources as s on l.source_id = s.id
          inner join event_decisions as d on (d.source_slug, d.external_id) = (s.slug, l.external_id)
          inner join event_sources as t on d.other_source_slug = t.slug
          inner join events_staging as o on t.id = o.source_id and d.other_external_id = o.external_id
          where
            (l.event_id, o.event_id) in ((w.id, w.other), (w.other, w.id))
            and d.kind in ('merge', 'split')
            and d.revoked_at is null
        )
      end
    )
  ),
  weighed as (
    select
      w.*,
      1 + coalesce((
        select sum(c.view_count) from event_counters as c where c.event_id in (w.id, w.other)
      ), 0) + coalesce((
        select max(p.attending)
        from events_staging as l
        inner join listing_popularity as p on (l.source_id, l.external_id) = (p.source_id, p.external_id)
        where l.event_id in (w.id, w.other)
      ), 0) as views
    from awake as w
  ),
  first as (
    select * from weighed order by views * doubt desc, start_time, id, other limit greatest(least(p_limit, 500), 0)
  )
  select jsonb_build_object(
    'total', (select count(*) from awake),
    'items', coalesce(jsonb_agg(jsonb_build_object(
      'kind', f.kind, 'event', f.id, 'title', f.title, 'startsAt', f.start_time, 'venue', f.venue_name,
      'status', f.moderation_status, 'reasons', to_jsonb(f.reasons), 'views', f.views - 1, 'doubt', round(f.doubt, 2),
      'version', decision_version(f.id),
      'sources', (
        select coalesce(jsonb_agg(distinct s.name), '[]')
        from events_staging as l
        inner join event_sources as s on l.source_id = s.id
        where l.event_id = f.id
      )
    ) || case when f.kind = 'event' then '{}' else jsonb_build_object(
      'other', f.other, 'otherTitle', f.other_title, 'otherVersion', decision_version(f.other),
      'score', f.score, 'probability', f.probability
    ) end order by f.views * f.doubt desc, f.start_time, f.id, f.other), '[]')
  )
  from first as f
$$;
