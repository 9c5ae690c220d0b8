-- How large a sample tells how many events there are in a window, as the last of its slices (`sample_slice`): as many
-- as have `p_events` events of the categories that are asked, or four times as many dates of theirs, or for which six
-- times as many dates are read. 12 where that is all there is. And how many events of these categories it has that
-- begin in the window, and how many dates were read.
--
-- Whole events are drawn, whose dates are anywhere in the window: of the first dates of a window, series have more
-- than their share.
create function jatre.events_list_sample(
  p_filter jsonb, p_events integer, out slice integer, out events bigint, out read bigint
)
language plpgsql stable
set search_path = jatre, public, pg_temp
set max_parallel_workers_per_gather = 0
set random_page_cost = 1.1
set jit = off
as $$
declare
  v_from constant timestamptz := p_filter ->> 'from';
  v_until constant timestamptz := p_filter ->> 'until';
  v_categories constant text[] :=
    (select array_agg(category) from jsonb_array_elements_text(p_filter -> 'category') as category);
  v_dates bigint := 0;
  v_more record;
begin
  events := 0;
  read := 0;
  for v_slice in 0..11 loop
    select
      count(distinct o.event_id) filter (where v_categories is null or o.category = any(v_categories)) as events,
      count(*) filter (where v_categories is null or o.category = any(v_categories)) as dates,
      count(*) as read
    into v_more
    from event_occurrences o
    where o.is_public and sample_slice(o.event_id) = v_slice
      and o.starts_at >= v_from - interval '24 hours' and o.starts_at < v_until and o.over_at > v_from;
    events := events + v_more.events;
    v_dates := v_dates + v_more.dates;
    read := read + v_more.read;
    slice := v_slice;
    if events >= p_events or v_dates >= 4 * p_events or read >= 6 * p_events then
      return;
    end if;
  end loop;
  slice := 12;
  events := null;
end
$$;
