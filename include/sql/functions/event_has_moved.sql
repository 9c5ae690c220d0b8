-- Whether whoever has noted an event would now come at the wrong hour or to the wrong place. An hour or a point that is
-- only known better is no move, nor is what becomes of the dates of a series, nor the next date of what is over.
create function jatre.event_has_moved(p_old jatre.discovered_events, p_new jatre.discovered_events) returns boolean
language plpgsql stable parallel safe
set search_path = jatre, public, pg_temp
as $$
begin
  return coalesce(p_old.over_at > now_v1(), true) and (
    case
      when p_old.start_time = p_new.start_time or p_old.is_recurring or p_new.is_recurring then false
      when p_old.date_only or p_new.date_only
        then (p_old.start_time at time zone p_old.timezone)::date <> (p_new.start_time at time zone p_new.timezone)::date
      else true
    end or coalesce(
      lower(p_old.venue_name) <> lower(p_new.venue_name) and st_distance(p_old.location, p_new.location) > 200, false
    )
  );
end
$$;
