-- The events that a filter lists and whose place is known, as points of a map: `{total, totalExact, points: {id, title,
-- category, startsAt, dateOnly, cancelled, latitude, longitude}, squares: [{count, latitude, longitude}]}`, as text. Of
-- points each member is an array with an element for each event, in the order of their starts: written so, ten thousand
-- take a third of the time. Each event is there by the date by which it stands in a list.
--
-- Where there are more than `p_points`, none stands by itself: `squares` count those of each square of a grid, of which
-- 12 to 24 lie across the box that is asked, or else across what is found. The grid is that of the whole world: it
-- stays where it is while a map is moved.
--
-- All are read where the window has about `p_events` at the place that is asked, whatever else is, or fewer; beyond,
-- half as many or more of a sample (`sample_slice`), and counts are estimates.
create function jatre.events_map_v1(p_filter jsonb, p_points integer = 10000, p_events integer = 20000) returns text
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_filter constant jsonb := events_search_narrowed(events_list_filter(p_filter), 1000);
  -- events that are named are few in any window
  v_slice constant integer := case
    when v_filter ? 'named' then 12
    else greatest(0, 12 - greatest(0, ceil(log(greatest(1, events_list_placed(v_filter)) / p_events) / log(2))))
  end;
  v_drawn constant text := case when not v_filter ? 'named' then events_list_slices(v_slice) end;
  v_across constant float := greatest(
    (p_filter -> 'bbox' ->> 2)::float - (p_filter -> 'bbox' ->> 0)::float,
    (p_filter -> 'bbox' ->> 3)::float - (p_filter -> 'bbox' ->> 1)::float
  );
  c_columns constant text :=
    'select o.event_id, o.starts_at, o.date_only, o.cancelled, o.category, o.location::geometry as place ';
  c_located constant text := ' and o.location is not null';
  v_count constant text := case
    when v_slice = 12 then 'count(*)' else format('events_list_rounded(count(*) * %s)', 2 ^ (12 - v_slice))
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
            join discovered_events as e on e.id = f.event_id
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
      c_columns || events_list_dates(v_filter, 'begins', false, false, p_drawn => v_drawn) || c_located,
      c_columns || events_list_dates(v_filter, 'runs for long', false, false, p_drawn => v_drawn) || c_located,
      v_across, v_count, to_json(v_slice = 12),
      '{"id": [], "title": [], "category": [], "startsAt": [], "dateOnly": [], "cancelled": [], "latitude": [], "longitude": []}'
    ),
    v_filter, p_points
  );
end
$$;
