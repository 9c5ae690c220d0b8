-- Seconds for which a host is to be left alone, and why; no row when it may be asked. When the time is over one sender
-- is admitted to try it, the others wait for `p_try` more.
create function jatre.host_admit(p_host text, p_try interval) returns table (wait double precision, reason text)
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_until timestamptz;
  v_reason text;
begin
  select h.open_until, h.reason into v_until, v_reason from host_failures h
  where h.host = p_host and h.open_until is not null;
  if not found then
    return;
  end if;
  update host_failures h set open_until = clock_timestamp() + p_try
  where h.host = p_host and h.open_until <= clock_timestamp();
  if not found then
    return query select greatest(extract(epoch from v_until - clock_timestamp()), 1)::double precision, v_reason;
  end if;
end
$$;
