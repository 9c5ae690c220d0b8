-- The map of a filter (`events_map_v1`) by the events of the slices up to `p_slice` (`sample_slice`): all if 12.
create function jatre.events_map_sampled(p_filter jsonb, p_points integer, p_slice integer) returns text
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_drawn constant text := events_list_slices(p_slice);
  v_across constant float := greatest(
    (p_filter -> 'bbox' ->> 2)::float - (p_filter -> 'bbox' ->> 0)::float,
    (p_filter -> 'bbox' ->> 3)::float - (p_filter -> 'bbox' ->> 1)::float
  );
  c_columns constant text :=
    'select o.event_id, o.starts_at, o.date_only, o.cancelled, o.category, o.location::geometry as place ';
  c_located constant text := ' and o.location is not null';
  v_count constant text := case
    when p_slice = 12 then 'count(*)' else format('events_list_rounded(count(*) * %s)', 2 ^ (12 - p_slice))
  end;
begin
  return events_map_run(
    format(
      $statement$
        with dates as (%1$s union all %2$s),
        found as materialized (
          select distinct on (event_id)
            event_id, starts_at, date_only, cancelled, category, st_x(place) as lng, st_y(place) as lat
          from dates
          order by event_id, cancelled, starts_at
        ),
        grid as (
          select
            %4$s as total,
            count(*) <= $9 and %5$s as is_few,
            -- in degrees, the circle of the earth halved so often
            360 / 2 ^ floor(log(24 * 360 / greatest(coalesce(%3$L, max(lng) - min(lng)), 1e-4)) / log(2)) as size
          from found
        ),
        points as (
          select json_build_object(
            'id', json_agg(event_id), 'title', json_agg(title), 'category', json_agg(category),
            'startsAt', json_agg(starts_at), 'dateOnly', json_agg(date_only), 'cancelled', json_agg(cancelled),
            'latitude', json_agg(round(lat * 1e6) / 1e6), 'longitude', json_agg(round(lng * 1e6) / 1e6)
          ) as those
          from (
            select
              f.event_id, e.title, f.category, f.starts_at, f.date_only, f.cancelled or e.status = 'cancelled' as cancelled,
              f.lat, f.lng
            from found as f
            -- an index has what is wanted of a public one
            join discovered_events as e on e.id = f.event_id and e.is_public
            order by f.starts_at, f.event_id
          ) as p
        ),
        squares as (
          select json_agg(c) as those from (
            select
              %4$s as count,
              round(avg(lat) * 1e6) / 1e6 as latitude, round(avg(lng) * 1e6) / 1e6 as longitude
            from found, grid
            group by floor(lat / size), floor(lng / size)
            order by floor(lat / size), floor(lng / size)
          ) as c
        )
        select concat(
          '{"total": ', total, ', "totalExact": %5$s',
          ', "points": ', case when is_few and total > 0 then (select those from points) else %6$L end,
          ', "squares": ', coalesce(case when not is_few then (select those from squares) end, '[]'), '}'
        )
        from grid
      $statement$,
      c_columns || events_list_dates(p_filter, 'begins', false, false, p_drawn => v_drawn) || c_located,
      c_columns || events_list_dates(p_filter, 'runs for long', false, false, p_drawn => v_drawn) || c_located,
      v_across, v_count, to_json(p_slice = 12),
      '{"id": [], "title": [], "category": [], "startsAt": [], "dateOnly": [], "cancelled": [], "latitude": [], "longitude": []}'
    ),
    p_filter, p_points
  );
end
$$;
