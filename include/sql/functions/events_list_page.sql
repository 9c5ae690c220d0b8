-- The events of a page and the dates by which they stand in it, `[[id, start], ...]`, in their order: up to `p_limit`.
--
-- Each part of the list is read in the order of an index, until there are enough.
create function jatre.events_list_page(p_filter jsonb, p_limit integer) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_behind constant timestamptz := p_filter #>> '{after,startsAt}';
  v_first constant integer := case
    when v_behind < (p_filter ->> 'from')::timestamptz - interval '24 hours' then 2
    when v_behind > (p_filter ->> 'dayEnds')::timestamptz then 3
    else 1
  end;
  v_part record;
  v_found jsonb := '[]';
begin
  for v_part in
    select * from (values
      (1, 'begins today', '', '>'), (2, 'runs for long', 'desc', '<'), (3, 'begins later', '', '>')
    ) as parts (place, name, direction, beyond)
    where place >= v_first
    order by place
  loop
    v_found := v_found || coalesce(events_list_run(
      'select jsonb_agg(jsonb_build_array(event_id, starts_at)) from (select o.event_id, o.starts_at '
        || events_list_dates(p_filter, v_part.name, true)
        || case when v_behind is not null and v_part.place = v_first then format(
          ' and o.starts_at %1$s= $4 and (o.starts_at %1$s $4 or (not o.date_only, e.title, o.event_id) > ($5, $6, $7))',
          v_part.beyond
        ) else '' end
        || format(' order by o.starts_at %s, o.date_only desc, e.title, o.event_id limit $9) as found', v_part.direction),
      p_filter,
      p_limit - jsonb_array_length(v_found)
    ), '[]');
    exit when jsonb_array_length(v_found) = p_limit;
  end loop;
  return v_found;
end
$$;
