-- What is on: the public events with an occurrence that overlaps the window, each once, by the first such
-- occurrence.
--
-- p_filter keys, all optional: category (array), area, from, until (timestamps; from defaults to now), lat, lng,
-- radiusKm, q, cost ('free' | 'paid'). Unknown keys are ignored. Distances in kilometres. A date-only occurrence
-- without an end lasts until the next local midnight, a timed one without an end for three hours.
--
-- In the order of their starts. What has been going on for more than a day when the window opens comes last of the
-- window's first day, after what begins then: or what runs for years would be first in every list.
create function jatre.events_list_v2(p_filter jsonb, p_limit integer, p_offset integer) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with asked as materialized (
    select
      coalesce((p_filter ->> 'from')::timestamptz, now_v1()) as starts_from,
      coalesce((p_filter ->> 'until')::timestamptz, 'infinity') as starts_until,
      case when p_filter ? 'category' then array(select jsonb_array_elements_text(p_filter -> 'category')) end as categories,
      p_filter ->> 'area' as area,
      coalesce(
        (select timezone from areas where code = p_filter ->> 'area'),
        (select timezone from areas order by code limit 1),
        'UTC'
      ) as zone,
      case when p_filter ? 'lat' and p_filter ? 'lng'
        then st_setsrid(st_makepoint((p_filter ->> 'lng')::float, (p_filter ->> 'lat')::float), 4326)::geography
      end as here,
      (p_filter ->> 'radiusKm')::float * 1000 as radius,
      nullif(trim(p_filter ->> 'q'), '') as q,
      -- read once, not for each event
      websearch_to_tsquery('english', p_filter ->> 'q') as words,
      -- comparing costs by length, and nobody misspells a long text: that has to match by its words
      case when length(p_filter ->> 'q') <= 40 then nullif(trim(p_filter ->> 'q'), '') end as fuzzy,
      p_filter ->> 'cost' as cost
  ),
  dates as (
    select o.event_id, o.starts_at, o.ends_at, o.date_only, o.cancelled
    from asked a
    join event_occurrences o on o.is_public and o.starts_at < a.starts_until and o.over_at > a.starts_from
    where (a.categories is null or o.category = any(a.categories))
      and (a.here is null or a.radius is null or st_dwithin(o.location, a.here, a.radius))
  ),
  firsts as (
    select distinct on (event_id) *, count(*) over (partition by event_id) - 1 as more
    from dates
    order by event_id, cancelled, starts_at
  ),
  found as (
    select
      f.*,
      e.title,
      st_distance(e.location, a.here) / 1000 as distance,
      case when f.starts_at < a.starts_from - interval '1 day'
        then ((a.starts_from at time zone a.zone)::date + 1)::timestamp at time zone a.zone - interval '1 microsecond'
        else f.starts_at
      end as turn
    from asked a
    cross join firsts f
    join discovered_events e on e.id = f.event_id and e.is_public
    where (a.area is null or 'events:area:' || a.area = any(e.rooms))
      and (a.q is null or e.search @@ a.words or a.fuzzy <% e.title or a.fuzzy <% e.venue_name)
      and (a.cost is null or (a.cost = 'free') = (e.cost_type = 'free'))
  ),
  page as (
    select * from found
    order by turn, starts_at desc, date_only desc, title, event_id
    limit p_limit offset p_offset
  )
  select jsonb_build_object(
    'events', coalesce((
      select jsonb_agg(event_document(e, s.name, e.occurrences, e.images)::jsonb || jsonb_build_object(
        'next', jsonb_build_object(
          'startsAt', to_jsonb(p.starts_at at time zone 'UTC') #>> '{}' || 'Z',
          'endsAt', to_jsonb(p.ends_at at time zone 'UTC') #>> '{}' || 'Z',
          'dateOnly', p.date_only,
          'cancelled', p.cancelled
        ),
        'moreDates', p.more,
        'distanceKm', round(p.distance::numeric, 2)
      ) order by p.turn, p.starts_at desc, p.date_only desc, p.title, p.event_id)
      from page p join discovered_events e on e.id = p.event_id left join event_sources s on s.id = e.source_id
    ), '[]'::jsonb),
    'total', (select count(*) from found),
    'hasMore', (select count(*) from found) > p_offset + p_limit
  )
$$;
