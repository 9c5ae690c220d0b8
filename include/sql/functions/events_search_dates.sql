-- The events that words find and the dates by which they stand, `[[id, start], ...]`, the next ones first, up to
-- `p_limit`; with how many there are.
--
-- Tier by tier (`events_search_tiers`), until `p_enough` are found: of each the events that have the words are read,
-- up to `p_read`; of the next ones up to `p_read_next`, as a rule all. Where no border tells what is next, dates are
-- walked (`events_search_walked`). The count is exact where all that is in the window was read, and where the window
-- has few dates (`events_search_window`); else what was read is a share of it, and the count is rounded. So a search
-- costs no more, however frequent a word is and whatever is stored.
create function jatre.events_search_dates(
  p_filter jsonb, p_limit integer, p_enough integer, p_read integer, p_read_next integer = 4000,
  out dates jsonb, out total bigint, out exact boolean
)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  c_next constant integer := 3;
  v_tier record;
  v_named record;
  v_found jsonb;
  v_window record;
  v_events float := 0;
  v_unread float := 0;
  v_surplus bigint := 0;
begin
  dates := '[]';
  total := 0;
  exact := true;
  for v_tier in select * from events_search_tiers(p_filter) loop
    if not exact or total >= p_enough then
      exact := false;
      v_unread := v_unread + coalesce(v_tier.events, 0);
      continue;
    end if;
    v_named := events_search_named(p_filter, v_tier.tier, case v_tier.tier when c_next then p_read_next else p_read end);
    exact := v_named.is_whole;
    if not exact and v_tier.tier = 0 then
      select w.dates, w.total into v_found, total from events_search_walked(p_filter, p_limit, p_read) as w;
      if v_found is not null then
        dates := v_found;
        total := events_list_rounded(total);
        return;
      end if;
      total := 0;
    end if;
    v_found := events_search_first(p_filter, v_named.ids, p_limit - jsonb_array_length(dates));
    dates := dates || (v_found -> 1);
    if exact then
      total := total + (v_found ->> 0)::bigint;
      v_events := v_events + coalesce(v_tier.events, 0);
    else
      v_surplus := v_found ->> 0;
      v_unread := v_unread + coalesce(v_tier.events, 0);
    end if;
  end loop;
  if not exact then
    v_window := events_search_window(p_filter, p_limit);
    if v_window.total is not null then
      dates := v_window.dates;
      total := v_window.total;
      exact := true;
      return;
    end if;
    total := events_list_rounded(greatest(total * (1 + v_unread / greatest(v_events, 1)), total + v_surplus)::bigint);
  end if;
end
$$;
