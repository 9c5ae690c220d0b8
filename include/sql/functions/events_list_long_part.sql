-- Written by `make schema` from include/filters/fields.py; never edited.
-- The same of what has been going on for more than a day: few run at a time, found by that alone, the latest first.
create function jatre.events_list_long_part(p_values record, p_behind timestamptz, p_limit integer) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
set plan_cache_mode = force_generic_plan
set max_parallel_workers_per_gather = 0
set random_page_cost = 1.1
set jit = off
as $$
declare
  c_any_place constant boolean := (p_values.of_area is null)
    and (p_values.of_around is null)
    and (p_values.of_lat is null or p_values.of_radius is null)
    and (p_values.of_bbox_around is null)
    and (p_values.of_bbox is null)
    and (p_values.of_polygon_around is null)
    and (p_values.of_polygon is null)
    and (p_values.of_cost is null)
    and (p_values.of_verified is null)
    and (p_values.of_named is null);
  c_any_date constant boolean := (p_values.of_weekday is null)
    and (p_values.of_time_of_day is null)
    and (p_values.of_min_duration is null)
    and (p_values.of_max_duration is null)
    and (p_values.of_include_cancelled is null);
  c_any_event constant boolean := (p_values.of_tags is null)
    and (p_values.of_place is null or p_values.of_venue is null)
    and (p_values.of_organizer_id is null)
    and (p_values.of_organizer is null)
    and (p_values.of_source is null)
    and (p_values.of_min_price is null)
    and (p_values.of_max_price is null)
    and (p_values.of_availability is null)
    and (p_values.of_online is null)
    and (p_values.of_status is null)
    and (p_values.of_include_cancelled is null)
    and (p_values.of_modified_since is null)
    and (p_values.of_words is null);
  v_dates jsonb;
begin
  select jsonb_agg(jsonb_build_array(event_id, starts_at)) into v_dates from (
    select o.event_id, o.starts_at
    from (
      select * from event_occurrences o where o.is_public and o.over_at - o.starts_at > interval '24 hours' and tstzrange(o.starts_at, o.over_at) @> p_values.starts_from and lower(tstzrange(o.starts_at, o.over_at)) < least(p_values.starts_from - interval '24 hours', p_values.starts_until) offset 0
    ) as o
    cross join lateral (select * from discovered_events d where d.id = o.event_id and d.is_public offset 0) as e
    where (p_values.of_category is null or o.category = any(p_values.of_category))
      and (c_any_place or (true
        and (p_values.of_area is null or o.areas && p_values.of_area)
        and (p_values.of_around is null or o.location && p_values.of_around)
        and (p_values.of_lat is null or p_values.of_radius is null or st_dwithin(o.location, p_values.of_lat, p_values.of_radius))
        and (p_values.of_bbox_around is null or (p_values.of_bbox_around is null or o.location && p_values.of_bbox_around))
        and (p_values.of_bbox is null or st_intersects(p_values.of_bbox, o.location::geometry))
        and (p_values.of_polygon_around is null or (p_values.of_polygon_around is null or o.location && p_values.of_polygon_around))
        and (p_values.of_polygon is null or st_intersects(p_values.of_polygon, o.location::geometry))
        and (p_values.of_cost is null or o.cost_type = any(p_values.of_cost))
        and (p_values.of_verified is null or o.is_verified = p_values.of_verified)
        and (p_values.of_named is null or o.event_id = any(p_values.of_named))))
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(o.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not o.date_only and within_hours(o.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or o.ends_at - o.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or o.ends_at - o.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not o.cancelled)))
      and (c_any_event or (true
        and (p_values.of_tags is null or e.tags && p_values.of_tags)
        and (p_values.of_place is null or p_values.of_venue is null or (lower(e.venue_name) = any(p_values.of_venue) or e.place_id = any(p_values.of_place)))
        and (p_values.of_organizer_id is null or organizer_id(e.organizer_name) = any(p_values.of_organizer_id))
        and (p_values.of_organizer is null or lower(e.organizer_name) = any(p_values.of_organizer))
        and (p_values.of_source is null or e.links @> any(p_values.of_source))
        and (p_values.of_min_price is null or case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'maximum')::numeric, (e.price_range ->> 'minimum')::numeric) end >= p_values.of_min_price)
        and (p_values.of_max_price is null or case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'minimum')::numeric, (e.price_range ->> 'maximum')::numeric) end <= p_values.of_max_price)
        and (p_values.of_availability is null or e.availability = any(p_values.of_availability))
        and (p_values.of_online is null or (e.venue_name is not distinct from 'Online' and coalesce(e.venue_address, '') = '' and e.location is null) = p_values.of_online)
        and (p_values.of_status is null or e.status = any(p_values.of_status))
        and (p_values.of_include_cancelled is null or e.status <> 'cancelled')
        and (p_values.of_modified_since is null or e.updated_at >= p_values.of_modified_since)
        and (p_values.of_words is null or e.search @@ p_values.of_words)))
      and nullif(
        exists (
          select from event_occurrences p
          where p.event_id = o.event_id and p.is_public and p.over_at > p_values.starts_from and p.starts_at < p_values.starts_until
            and p.starts_at >= p_values.starts_from - interval '24 hours'
            and p.starts_at < case when o.cancelled then 'infinity' else o.starts_at end
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(p.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not p.date_only and within_hours(p.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or p.ends_at - p.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or p.ends_at - p.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not p.cancelled)))
        )
        or exists (
          select from event_occurrences p
          where p.event_id = o.event_id and p.is_public and p.over_at > p_values.starts_from and p.starts_at < p_values.starts_until
            and p.starts_at < p_values.starts_from - interval '24 hours' and p.over_at - p.starts_at > interval '24 hours'
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)
      and (c_any_date or (true
        and (p_values.of_weekday is null or to_char(p.local_start, 'dy') = any(p_values.of_weekday))
        and (p_values.of_time_of_day is null or not p.date_only and within_hours(p.local_start::time, p_values.of_time_of_day))
        and (p_values.of_min_duration is null or p.ends_at - p.starts_at >= p_values.of_min_duration::float * interval '1 minute')
        and (p_values.of_max_duration is null or p.ends_at - p.starts_at <= p_values.of_max_duration::float * interval '1 minute')
        and (p_values.of_include_cancelled is null or not p.cancelled)))
        ),
        true
      ) is not null
      and (p_behind is null or o.starts_at < p_behind or o.starts_at = p_behind
        and (not o.date_only, e.title, o.event_id) > (p_values.after_timed, p_values.after_title, p_values.after_id))
    order by o.starts_at desc, o.date_only desc, e.title, o.event_id limit p_limit
  ) as found;
  return coalesce(v_dates, '[]');
end
$$;
