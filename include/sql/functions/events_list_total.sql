-- How many events a list has: exact where the window has less than `p_events` and four times as many dates; beyond, as
-- many as a sample of them makes likely (`events_list_sample`), rounded. A sample in which few pass is made four times
-- as large, or twice where it has two dates for each of `p_events` already; where that is all there is, any index may
-- count it. Of what words find, see `events_search_dates`.
create function jatre.events_list_total(p_filter jsonb, p_events integer, out total bigint, out exact boolean)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_dates constant integer := 2 * p_events;
  v_slice integer;
  v_larger integer;
  v_drawn record;
  v_is_drawn_alone boolean;
  v_values record;
begin
  if p_filter ? 'q' then
    select s.total, s.exact into total, exact from events_search_dates(p_filter, 0, 200, p_events) as s;
    return;
  end if;
  v_values := events_list_values(p_filter);
  -- all that is asked is the window and the category: the sample has counted that, but for what runs for long
  v_is_drawn_alone := (select on_dates || on_events = '' from events_list_conditions(p_filter - 'category'));
  v_drawn := events_list_sample(p_filter, p_events, v_is_drawn_alone);
  v_slice := v_drawn.slice;
  if v_slice < 12 and v_is_drawn_alone then
    total := v_drawn.events + events_list_long_alone(v_values, array(select generate_series(0, v_slice)));
  else
    total := events_list_sampled(p_filter, v_slice, v_dates);
    if v_slice < 12 and total < p_events / 5 then
      v_larger := least(12, v_slice + case when v_drawn.read < 2 * p_events then 2 else 1 end);
      total := case
        when v_larger < 12 then total + events_list_sampled(p_filter, v_larger, v_dates, v_slice + 1)
        else events_list_sampled(p_filter, 12, v_dates)
      end;
      v_slice := v_larger;
    end if;
  end if;
  -- of what runs for long, no more were counted
  exact := v_slice = 12 and total < v_dates;
  total := total * 2 ^ (12 - v_slice);
  if not exact then
    total := events_list_rounded(total);
  end if;
end
$$;
