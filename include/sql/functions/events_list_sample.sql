-- How large a sample tells how many events there are in a window, as the last of its slices (`sample_slice`): as many
-- as have `p_events` events of the categories that are asked, or four times as many dates of theirs, or for which six
-- times as many dates are read. 12 where that is all there is. And how many events of these categories it has that
-- begin in the window, and how many dates were read.
--
-- Without `p_counts`, of categories: how large it is alone, and how large where none were asked. The last slice, which
-- is as large as all before and is mostly needed for a few dates, is read until it is known to be the last.
--
-- Whole events are drawn, whose dates are anywhere in the window: of the first dates of a window, series have more
-- than their share.
create function jatre.events_list_sample(
  p_filter jsonb, p_events integer, p_counts boolean = true,
  out slice integer, out events bigint, out read bigint, out slice_of_all integer
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
  c_dates constant integer := 4 * p_events;
  c_read constant integer := 6 * p_events;
  v_dates bigint := 0;
  v_of_all bigint := 0;
  v_more record;
begin
  events := 0;
  read := 0;
  for v_slice in 0..11 loop
    if p_counts or v_categories is null then
      select
        count(distinct o.event_id) filter (where v_categories is null or o.category = any(v_categories)) as events,
        count(*) filter (where v_categories is null or o.category = any(v_categories)) as dates,
        count(*) as read
      into v_more
      from event_occurrences o
      where o.is_public and sample_slice(o.event_id) = v_slice
        and o.starts_at >= v_from - interval '24 hours' and o.starts_at < v_until and o.over_at > v_from;
    else
      select
        count(distinct o.event_id) filter (where o.category = any(v_categories)) as events,
        count(distinct o.event_id) filter (where slice_of_all is null) as of_all,
        count(*) filter (where o.category = any(v_categories)) as dates,
        count(*) as read
      into v_more
      from (
        select o.event_id, o.category
        from event_occurrences o
        where o.is_public and sample_slice(o.event_id) = v_slice
          and o.starts_at >= v_from - interval '24 hours' and o.starts_at < v_until and o.over_at > v_from
        limit c_read - read
      ) as o;
      v_of_all := v_of_all + v_more.of_all;
    end if;
    events := events + v_more.events;
    v_dates := v_dates + v_more.dates;
    read := read + v_more.read;
    slice := v_slice;
    if slice_of_all is null and (v_of_all >= p_events or read >= c_dates) then
      slice_of_all := slice;
    end if;
    if events >= p_events or v_dates >= c_dates or read >= c_read then
      return;
    end if;
  end loop;
  slice := 12;
  slice_of_all := coalesce(slice_of_all, slice);
  events := null;
end
$$;
