-- How the planner is to find what a part of a list has beyond some moment (`p_beyond`, see `events_list_dates`); null
-- where it expects that to cost `p_cost` or more, in its units. Of a place it expects far too few dates: it is told how
-- many there are (`events_list_placed`), and begins with the events where these cost no more than twice as much.
create function jatre.events_list_rest(p_filter jsonb, p_part text, p_beyond text, p_cost float) returns text
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  c_date constant float := 10;
  c_opening constant text := 'select o.event_id ';
  v_has_place constant boolean := p_filter ?| '{lat,bbox,polygon}';
  v_dates text;
begin
  if v_has_place and (select on_events from events_list_conditions(p_filter, true)) <> '' then
    v_dates := events_list_dates(p_filter, p_part, true, true, null, p_beyond, null, true);
    if events_list_expected(c_opening || v_dates, p_filter, 'Total Cost') < 2 * p_cost then
      return v_dates;
    end if;
  end if;
  v_dates := events_list_dates(p_filter, p_part, true, true, null, p_beyond);
  if events_list_expected(c_opening || v_dates, p_filter, 'Total Cost') < p_cost
    and (not v_has_place or c_date * events_list_placed(p_filter) < p_cost) then
    return v_dates;
  end if;
  return null;
end
$$;
