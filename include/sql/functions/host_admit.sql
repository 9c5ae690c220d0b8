-- Seconds for which a source is to leave a host alone, and why; no row when it may ask. When the time is over one
-- sender is admitted to try it, the others wait for `p_try` more. A row without a source counts for every source.
create function jatre.host_admit(p_host text, p_source uuid, p_try interval)
returns table (wait double precision, reason text)
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_until timestamptz;
  v_reason text;
begin
  perform from host_failures h
  where h.host = p_host and (h.source_id = p_source or h.source_id is null) and h.open_until is not null
  order by h.source_id
  for update;
  select h.open_until, h.reason into v_until, v_reason from host_failures h
  where h.host = p_host and (h.source_id = p_source or h.source_id is null) and h.open_until is not null
  order by h.open_until desc
  limit 1;
  if not found then
    return;
  end if;
  if v_until > clock_timestamp() then
    return query select greatest(extract(epoch from v_until - clock_timestamp()), 1)::double precision, v_reason;
  else
    update host_failures h set open_until = clock_timestamp() + p_try
    where h.host = p_host and (h.source_id = p_source or h.source_id is null) and h.open_until is not null;
  end if;
end
$$;
