-- Until when a decision puts events off, by `until` in p_details; null for what is no moment within a year from now.
create function jatre.decision_snooze_until(p_details jsonb) returns timestamptz
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_until timestamptz;
begin
  -- not in its declaration, whose errors a handler does not get
  v_until := p_details ->> 'until';
  return case when v_until > clock_timestamp() and v_until <= clock_timestamp() + interval '1 year' then v_until end;
exception when data_exception then
  return null;
end
$$;
