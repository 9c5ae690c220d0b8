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
-- half as many or more of a sample (`sample_slice`), and counts are estimates. Where these are no more than `p_points`,
-- of a window of up to eight times `p_events`, all are read after all: a sample has few or none of what is rare.
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
  v_map constant text := events_map_sampled(v_filter, p_points, v_slice);
begin
  if v_slice between 9 and 11 and (v_map::json ->> 'total')::bigint <= p_points then
    return events_map_sampled(v_filter, p_points, 12);
  end if;
  return v_map;
end
$$;
