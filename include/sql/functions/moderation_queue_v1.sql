-- What waits for a person, most urgent first: events that are not decided yet, and pairs that may be one event. What is
-- over, decided or put off is not in it, whether or not the stages have come to what was decided. Urgent is what many
-- will see and little is known of: views times doubt, where views are those counted, and who goes by its sources; doubt
-- is 1 of what a check or person has flagged, what an event lacks in quality otherwise, and of a pair how near its
-- probability is to one half.
--
-- Answers {"total", "items": [{kind: event | pair, event, title, startsAt, venue, status, reasons, sources, views,
-- doubt, version, and of a pair other, otherTitle, otherVersion, score, probability}]}.
--
-- All that waits is weighed, so what is known of it is looked up for all at once; what is shown, of those shown alone.
create function jatre.moderation_queue_v1(p_limit integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
set jit = off
as $$
  with pairs as (
    select distinct on (least(l.event_id, o.id), greatest(l.event_id, o.id))
      o.id,
      o.start_time,
      l.event_id as other,
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
  waiting as materialized (
    select
      'event' as kind, e.id, null::uuid as other, e.start_time, null::numeric as score, null::numeric as probability,
      case e.moderation_status when 'flagged' then 1 else greatest(1 - coalesce(e.quality_score, 0.5), 0.05) end as doubt
    from discovered_events as e
    where
      e.moderation_status in ('pending', 'flagged')
      and e.merged_into is null
      and e.is_active
      and e.over_at > (select now_v1())
    union all
    select
      'pair', p.id, p.other, p.start_time, p.score, p.probability, greatest(1 - abs(2 * p.probability - 1), 0.05)
    from pairs as p
  ),
  snoozed as materialized (
    select l.event_id
    from event_decisions as z
    inner join event_sources as s on z.source_slug = s.slug
    inner join events_staging as l on s.id = l.source_id and z.external_id = l.external_id
    where z.kind = 'snooze' and z.revoked_at is null and (z.patch ->> 'until')::timestamptz > clock_timestamp()
      and l.event_id is not null
  ),
  unfinished as materialized (
    select l.event_id from events_staging as l
    where l.stage <> 'done' and l.status <> 'set_aside' and l.event_id is not null
  ),
  awake as materialized (
    select w.*
    from waiting as w
    where w.id not in (select event_id from snoozed)
      and (w.other is null or w.other not in (select event_id from snoozed))
      -- decided, and the stages have not come to it yet: nobody needs to decide it again meanwhile
      and not (
        (w.id in (select event_id from unfinished) or w.other in (select event_id from unfinished)) is true
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
  attended as materialized (
    select l.event_id, max(p.attending) as attending
    from events_staging as l
    inner join listing_popularity as p on (l.source_id, l.external_id) = (p.source_id, p.external_id)
    where l.event_id in (select id from awake union select other from awake)
    group by l.event_id
  ),
  weighed as (
    select
      w.*,
      1 + coalesce(c.view_count, 0) + coalesce(d.view_count, 0)
        + coalesce(greatest(a.attending, b.attending), 0) as views
    from awake as w
    left join event_counters as c on w.id = c.event_id
    left join event_counters as d on w.other = d.event_id
    left join attended as a on w.id = a.event_id
    left join attended as b on w.other = b.event_id
  ),
  first as materialized (
    select * from weighed order by views * doubt desc, start_time, id, other limit greatest(least(p_limit, 500), 0)
  )
  select jsonb_build_object(
    'total', (select count(*) from awake),
    'items', coalesce(jsonb_agg(jsonb_build_object(
      'kind', f.kind, 'event', f.id, 'title', e.title, 'startsAt', f.start_time, 'venue', e.venue_name,
      'status', e.moderation_status,
      'reasons', case f.kind when 'pair' then '["may be one event"]' else to_jsonb(e.moderation_reasons) end,
      'views', f.views - 1, 'doubt', round(f.doubt, 2), 'version', decision_version(f.id),
      'sources', (
        select coalesce(jsonb_agg(distinct s.name), '[]')
        from events_staging as l
        inner join event_sources as s on l.source_id = s.id
        where l.event_id = f.id
      )
    ) || case when f.kind = 'event' then '{}' else jsonb_build_object(
      'other', f.other, 'otherTitle', n.title, 'otherVersion', decision_version(f.other),
      'score', f.score, 'probability', f.probability
    ) end order by f.views * f.doubt desc, f.start_time, f.id, f.other), '[]')
  )
  from first as f
  inner join discovered_events as e on f.id = e.id
  left join discovered_events as n on f.other = n.id
$$;
