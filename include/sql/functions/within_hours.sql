-- Whether a time lies in hours of the day, `{from, to}`, which may pass midnight; the end does not belong to them.
create function jatre.within_hours(p_time time, p_hours text[]) returns boolean
language sql immutable parallel safe
as $$
  select case when p_hours[1] < p_hours[2]
    then p_time >= p_hours[1]::time and p_time < p_hours[2]::time
    else p_time >= p_hours[1]::time or p_time < p_hours[2]::time
  end
$$;
