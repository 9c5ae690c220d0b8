-- The first moment from one on at which a channel has no quiet hours.
create function jatre.alert_awake(c jatre.alert_channels, p_at timestamptz) returns timestamptz
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_wall timestamp := p_at at time zone c.zone;
begin
  if c.quiet_from is null or not within_hours(v_wall::time, array[c.quiet_from, c.quiet_until]) then
    return p_at;
  end if;
  v_wall := v_wall::date + c.quiet_until
    + case when v_wall::time < c.quiet_until then interval '0' else interval '1 day' end;
  return greatest(p_at, v_wall at time zone c.zone);
end
$$;
