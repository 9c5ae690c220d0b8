-- What is on: the public events with an occurrence that overlaps the window, each once, by the first such occurrence.
--
-- p_filter keys, all optional: the fields of include/filters/fields.py by their names there, but from and until for the
-- dates (timestamps; from defaults to now) and radiusKm; after: {startsAt, dateOnly, title, id}, the event behind which
-- the page begins, of a list with the same `from`; sort: as in `events_sort_key`, in the order of starts without it,
-- and without `after`; fields (array): what of an event to show, id and version in any case. Unknown keys are ignored.
-- Distances in kilometres. A date-only occurrence without an end lasts for a day, a timed one without an end for three
-- hours.
--
-- In the order of their starts. What has been going on for more than a day when the window opens comes last of the
-- window's first day, after what begins then: or what runs for years would be first in every list. With the sort
-- `relevance` and words, in the order of `events_search_page`.
--
-- `total` is exact where the window has less than 1,000 events and 4,000 dates; beyond, it is an estimate and
-- `totalExact` is false. With words it is exact where all that may be in the window was read: up to 1,000 events of
-- each tier (`event_search_tier`), and no tier further away once some are found. `after` is that of the page's last
-- event with the window of the list, null when nothing follows. Where very few of many dates pass, a page may have
-- fewer events than asked, or none, with `hasMore`: it ends where the walk did (`events_list_page`), and the next goes
-- on. What a list costs depends on what is in it up to the page's end, not on what else is stored: each function
-- beside this one has its part of that.
--
-- `list` is JSON as text, as `jsonb` would write it: made of what each event is written as, it is not read and written
-- again.
create function jatre.events_list_v3(
  p_filter jsonb, p_limit integer, p_offset integer, out list text, out after jsonb
)
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
-- planning the page's documents for its own dates took longer than reading them
set plan_cache_mode = force_generic_plan
as $$
declare
  v_filter constant jsonb := events_list_filter(p_filter);
  v_from constant timestamptz := v_filter ->> 'from';
  v_until constant timestamptz := v_filter ->> 'until';
  v_here constant geography :=
    st_setsrid(st_makepoint((p_filter ->> 'lng')::float, (p_filter ->> 'lat')::float), 4326)::geography;
  v_sort constant text := coalesce(p_filter ->> 'sort', 'time');
  v_fields constant jsonb := p_filter -> 'fields';
  v_read record;
  v_found jsonb;
  v_walked_to timestamptz;
  v_has_more boolean;
  v_total bigint;
  v_exact boolean := true;
  v_events text;
  v_last jsonb;
begin
  -- the last one only says that there is more
  if v_sort = 'relevance' then
    v_read := events_search_page(v_filter, p_offset + p_limit + 1);
    v_found := v_read.dates;
    v_total := v_read.total;
    v_exact := v_read.exact;
  else
    if v_sort = 'time' then
      v_read := events_list_page(v_filter, p_offset + p_limit + 1);
      v_found := v_read.dates;
      v_walked_to := v_read.walked_to;
    else
      v_found := events_list_sorted(v_filter, p_offset + p_limit + 1);
    end if;
    v_total := jsonb_array_length(v_found);
  end if;
  if jsonb_array_length(v_found) > p_offset + p_limit then
    v_walked_to := null;
    v_has_more := true;
  else
    v_has_more := v_walked_to is not null;
  end if;
  select string_agg((case
    when v_fields is null then event
    else (
      select jsonb_object_agg(key, value) from jsonb_each(event) where key in ('id', 'version') or v_fields ? key
    )
  end)::text, ', ' order by place)
  into v_events
  from (
    select
      f.place,
      event_document_jsonb(e, s.name, e.occurrences, e.images) || jsonb_build_object(
        'next', jsonb_build_object(
          'startsAt', to_jsonb(o.starts_at at time zone 'UTC') #>> '{}' || 'Z',
          'endsAt', to_jsonb(o.ends_at at time zone 'UTC') #>> '{}' || 'Z',
          'dateOnly', o.date_only,
          'cancelled', o.cancelled
        ),
        'moreDates', (
          select count(*) - 1 from event_occurrences d
          where d.event_id = e.id and d.is_public and d.over_at > v_from and d.starts_at < v_until
        ),
        'matched', f.found -> 2,
        'distanceKm', round((st_distance(e.location, v_here) / 1000)::numeric, 2)
      ) as event
    from jsonb_array_elements(v_found) with ordinality as f (found, place)
    join event_occurrences o on o.event_id = (f.found ->> 0)::uuid and o.starts_at = (f.found ->> 1)::timestamptz
    join discovered_events e on e.id = o.event_id
    left join event_sources s on s.id = e.source_id
    where f.place > p_offset and f.place <= p_offset + p_limit
  ) as page;

  if v_sort <> 'relevance' and (v_has_more or v_filter ? 'after' or p_offset > 0) then
    v_read := events_list_total(v_filter, 1000);
    v_total := v_read.total;
    v_exact := v_read.exact;
  end if;
  -- of a sample, none may pass of the few that do
  v_total := greatest(v_total, jsonb_array_length(v_found));

  list := concat(
    '{"total": ', v_total, ', "events": [', v_events, '], "hasMore": ', to_json(v_has_more),
    ', "totalExact": ', to_json(v_exact), '}'
  );
  if v_walked_to is not null then
    after := jsonb_build_object(
      'startsAt', to_jsonb((v_walked_to + interval '1 microsecond') at time zone 'UTC') #>> '{}' || 'Z', 'dateOnly', true,
      'title', '', 'id', '00000000-0000-0000-0000-000000000000'
    );
  elsif v_has_more and v_sort = 'time' then
    v_last := v_found -> (p_offset + p_limit - 1);
    select jsonb_build_object(
      'startsAt', to_jsonb(o.starts_at at time zone 'UTC') #>> '{}' || 'Z', 'dateOnly', o.date_only, 'title', e.title, 'id', e.id
    )
    into after
    from event_occurrences o
    join discovered_events e on e.id = o.event_id
    where o.event_id = (v_last ->> 0)::uuid and o.starts_at = (v_last ->> 1)::timestamptz;
  end if;
  after := after || jsonb_build_object('from', v_filter -> 'from', 'until', p_filter -> 'until');
end
$$;
