-- The events of a page and the dates by which they stand in it, `[[id, start], ...]`, in their order: up to `p_limit`.
--
-- Each part of the list is walked in the order of an index until there are enough, 5,000 dates at a time. Where so few
-- of the first pass that walks would not find enough, the rest is left to the planner, if all of that is expected to be
-- little (`events_list_rest`): it finds them by what their dates or their events have in common. Else the walk ends
-- after 10,000 dates (more for a page far behind): `walked_to` is the start of the last one then, behind which nothing
-- was looked at. Events that are named are left to the planner, since these are few. Of words, see
-- `events_search_timed`.
--
-- With `p_walk_from` only what begins from then on.
create function jatre.events_list_page(
  p_filter jsonb, p_limit integer, p_walk_from timestamptz = null, p_walked integer = 5000,
  p_cost float = 50000,
  out dates jsonb, out walked_to timestamptz
)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  c_walks constant integer := 2 + p_limit / 1000;
  c_parts constant text[] := '{begins today,runs for long,begins later}';
  c_long constant integer := 2;
  v_day_ends constant timestamptz := p_filter ->> 'dayEnds';
  v_behind timestamptz := p_filter #>> '{after,startsAt}';
  v_first constant integer := case
    when v_behind < (p_filter ->> 'from')::timestamptz - interval '24 hours' then 2
    when v_behind > v_day_ends then 3
    else 1
  end;
  v_values record;
  v_found record;
  v_begins timestamptz;
  v_rest text;
begin
  dates := '[]';
  if p_filter ? 'q' then
    v_found := events_search_timed(p_filter, p_limit);
    dates := v_found.dates;
    walked_to := v_found.walked_to;
    return;
  end if;
  v_values := events_list_values(p_filter);
  for v_place in v_first..3 loop
    continue when v_place = c_long and p_walk_from is not null;
    v_begins := greatest(
      '-infinity', case when v_place <> c_long then v_behind end, p_walk_from,
      case when v_place = 3 then v_day_ends + interval '1 microsecond' end
    );
    v_rest := null;
    if p_filter ? 'named' then
      v_rest := events_list_dates(p_filter, c_parts[v_place], true, true, null, format(' and o.starts_at >= %L', v_begins));
    elsif v_place = c_long then
      dates := dates || events_list_long_part(v_values, v_behind, p_limit - jsonb_array_length(dates));
    else
      for v_walk in 1..c_walks loop
        v_found := events_list_walked_part(
          v_values, v_begins, case when v_place = 1 then v_day_ends else 'infinity' end, v_behind, p_walked,
          p_limit - jsonb_array_length(dates)
        );
        dates := dates || v_found.dates;
        if jsonb_array_length(dates) >= p_limit then
          return;
        end if;
        exit when v_found.read < p_walked;
        v_begins := v_found.walked_to + interval '1 microsecond';
        if v_walk = 1 and jsonb_array_length(dates) + (c_walks - 1) * jsonb_array_length(v_found.dates) < p_limit then
          v_rest := events_list_rest(p_filter, c_parts[v_place], format(' and o.starts_at >= %L', v_begins), p_cost);
          exit when v_rest is not null;
        end if;
        if v_walk = c_walks then
          walked_to := v_found.walked_to;
          return;
        end if;
      end loop;
    end if;
    if v_rest is not null then
      dates := dates || coalesce(events_list_run(
        'select jsonb_agg(jsonb_build_array(event_id, starts_at)) from (select o.event_id, o.starts_at ' || v_rest
          || case when v_behind is not null then format(
            ' and (o.starts_at %s $4 or o.starts_at = $4 and (not o.date_only, e.title, o.event_id) > ($5, $6, $7))',
            case when v_place = c_long then '<' else '>' end
          ) else '' end
          || format(
            ' order by o.starts_at %s, o.date_only desc, e.title, o.event_id limit $9) as found',
            case when v_place = c_long then 'desc' end
          ),
        p_filter, p_limit - jsonb_array_length(dates)
      ), '[]');
    end if;
    exit when jsonb_array_length(dates) >= p_limit;
    -- what is behind an event is so in its own part
    v_behind := null;
  end loop;
end
$$;
