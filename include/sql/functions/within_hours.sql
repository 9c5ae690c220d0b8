-- Whether a time lies in hours of the day, `{from, to}`, which may pass midnight; the end does not belong to them.
-- Nothing of it reads text, or it could not be part of a statement and were called for each date.
create function jatre.within_hours(p_time time, p_hours time[]) returns boolean
language sql immutable parallel safe
as $$
  select case when p_hours[1] < p_hours[2]
    then p_time >= p_hours[1] and p_time < p_hours[2]
    else p_time >= p_hours[1] or p_time < p_hours[2]
  end
$$;
