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
  v_behind constant timestamptz := p_filter #>> '{after,startsAt}';
  v_first constant integer := case
    when v_behind < (p_filter ->> 'from')::timestamptz - interval '24 hours' then 2
    when v_behind > (p_filter ->> 'dayEnds')::timestamptz then 3
    else 1
  end;
  v_found record;
  v_part record;
  v_beyond text;
  v_read jsonb;
  v_walked jsonb;
  v_rest text;
begin
  dates := '[]';
  if p_filter ? 'q' then
    v_found := events_search_timed(p_filter, p_limit);
    dates := v_found.dates;
    walked_to := v_found.walked_to;
    return;
  end if;
  for v_part in
    select
      *,
      'select jsonb_agg(jsonb_build_array(event_id, starts_at)) from (select o.event_id, o.starts_at ' as opening,
      case when v_behind is not null and place = v_first then format(' and o.starts_at %s= $4', beyond) else '' end
        || case when p_walk_from is not null then format(' and o.starts_at >= %L', p_walk_from) else '' end as begins,
      case when v_behind is not null and place = v_first then format(
        ' and (o.starts_at %s $4 or (not o.date_only, e.title, o.event_id) > ($5, $6, $7))', beyond
      ) else '' end
      || format(' order by o.starts_at %s, o.date_only desc, e.title, o.event_id limit $9) as found', direction) as ending
    from (values
      (1, 'begins today', '', '>'), (2, 'runs for long', 'desc', '<'), (3, 'begins later', '', '>')
    ) as parts (place, name, direction, beyond)
    where place >= v_first and (p_walk_from is null or place <> 2)
    order by place
  loop
    v_walked := null;
    v_rest := null;
    v_beyond := v_part.begins;
    for v_walk in 1..case when v_part.place = 2 or p_filter ? 'named' then 0 else c_walks end loop
      v_read := events_list_walk(
        v_part.opening || events_list_dates(p_filter, v_part.name, true, true, p_walked, v_beyond) || v_part.ending,
        p_filter, p_limit - jsonb_array_length(dates)
      );
      v_read := coalesce(v_read, '[]');
      dates := dates || v_read;
      if jsonb_array_length(dates) >= p_limit then
        return;
      end if;
      v_walked := events_list_walk(
        'select jsonb_build_array(count(*), max(o.starts_at)) '
          || events_list_dates(events_list_walked(p_filter), v_part.name, false, false, p_walked, v_beyond),
        p_filter, 0
      );
      exit when (v_walked ->> 0)::integer < p_walked;
      v_beyond := v_part.begins || format(' and o.starts_at > %L', v_walked ->> 1);
      if v_walk = 1 and jsonb_array_length(dates) + (c_walks - 1) * jsonb_array_length(v_read) < p_limit then
        v_rest := events_list_rest(p_filter, v_part.name, v_beyond, p_cost);
        exit when v_rest is not null;
      end if;
      if v_walk = c_walks then
        walked_to := v_walked ->> 1;
        return;
      end if;
    end loop;
    if v_walked is null or (v_walked ->> 0)::integer >= p_walked then
      dates := dates || coalesce(events_list_run(
        v_part.opening
          || coalesce(v_rest, events_list_dates(p_filter, v_part.name, true, true, null, v_beyond)) || v_part.ending,
        p_filter, p_limit - jsonb_array_length(dates)
      ), '[]');
    end if;
    exit when jsonb_array_length(dates) >= p_limit;
  end loop;
end
$$;
