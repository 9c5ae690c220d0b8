-- How many events a list has: exact where the window has less than `p_events` and four times as many dates; beyond, as
-- many as a sample of them makes likely (`events_list_sample`), rounded. A sample in which few pass is drawn again,
-- four times as large. What words find is counted whole, up to twice as many dates, and beyond by
-- `events_list_estimate`.
create function jatre.events_list_total(p_filter jsonb, p_events integer, out total bigint, out exact boolean)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_dates constant integer := 2 * p_events;
  v_slice integer;
  v_found jsonb;
begin
  if p_filter ? 'q' then
    v_found := events_list_run(
      'select jsonb_build_array(count(*), count(distinct event_id)) from ((select o.event_id '
        || events_list_dates(p_filter, 'begins', false, false) || ' limit $9) union all (select o.event_id '
        || events_list_dates(p_filter, 'runs for long', false, false) || ' limit $9)) as found',
      p_filter, v_dates
    );
    total := v_found ->> 1;
    exact := (v_found ->> 0)::integer < v_dates;
    if not exact then
      total := greatest(total, events_list_estimate(p_filter, v_dates));
    end if;
  else
    v_slice := events_list_sample(p_filter, p_events);
    total := events_list_sampled(p_filter, v_slice, v_dates);
    if v_slice < 12 and total < p_events / 5 then
      v_slice := least(12, v_slice + 2);
      total := events_list_sampled(p_filter, v_slice, v_dates);
    end if;
    exact := v_slice = 12;
    total := total * 2 ^ (12 - v_slice);
  end if;
  if not exact then
    total := events_list_rounded(total);
  end if;
end
$$;
