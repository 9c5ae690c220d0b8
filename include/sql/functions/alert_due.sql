-- When a channel may be told at the earliest what is known at a moment: new events, prices and what is sold out at the
-- hour of its digest, if it has one; nothing in its quiet hours, after which everything that waits comes together.
create function jatre.alert_due(c jatre.alert_channels, p_kind text, p_at timestamptz) returns timestamptz
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_wall timestamp := p_at at time zone c.zone;
  v_digest timestamp;
begin
  if c.digest_hour is null or p_kind not in ('new', 'price', 'sold_out') then
    return alert_awake(c, p_at);
  end if;
  v_digest := v_wall::date + make_interval(hours => c.digest_hour);
  v_digest := case when v_digest < v_wall then v_digest + interval '1 day' else v_digest end;
  return alert_awake(c, greatest(p_at, v_digest at time zone c.zone));
end
$$;
