-- The events of a page and the dates by which they stand in it, `[[id, start], ...]`, in their order: up to `p_limit`.
--
-- Each part of the list is walked in the order of an index until there are enough, up to so many dates. Only where few
-- of these pass is the part left to the planner, which may find the others by what they have in common; and events that
-- are named are, since these are few. Of words, see `events_search_timed`.
--
-- With `p_walk_from` only what begins from then on.
create function jatre.events_list_page(p_filter jsonb, p_limit integer, p_walk_from timestamptz = null) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_walked constant integer := 5000;
  v_behind constant timestamptz := p_filter #>> '{after,startsAt}';
  v_first constant integer := case
    when v_behind < (p_filter ->> 'from')::timestamptz - interval '24 hours' then 2
    when v_behind > (p_filter ->> 'dayEnds')::timestamptz then 3
    else 1
  end;
  v_part record;
  v_wanted integer;
  v_read jsonb;
  v_found jsonb := '[]';
begin
  if p_filter ? 'q' then
    return events_search_timed(p_filter, p_limit);
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
    v_wanted := p_limit - jsonb_array_length(v_found);
    v_read := null;
    if v_part.place <> 2 and not p_filter ? 'named' then
      v_read := events_list_walk(
        v_part.opening || events_list_dates(p_filter, v_part.name, true, true, v_walked, v_part.begins) || v_part.ending,
        p_filter, v_wanted
      );
    end if;
    if v_part.place = 2 or p_filter ? 'named' or (
      coalesce(jsonb_array_length(v_read), 0) < v_wanted
      and events_list_walk(
        'select to_jsonb(count(*)) '
          || events_list_dates(events_list_walked(p_filter), v_part.name, false, false, v_walked, v_part.begins),
        p_filter, 0
      )::integer >= v_walked
    ) then
      v_read := events_list_run(
        v_part.opening || events_list_dates(p_filter, v_part.name, true, true, null, v_part.begins) || v_part.ending,
        p_filter, v_wanted
      );
    end if;
    v_found := v_found || coalesce(v_read, '[]');
    exit when jsonb_array_length(v_found) = p_limit;
  end loop;
  return v_found;
end
$$;
