-- Erase the channel of a token: its address, its alerts and what it was told. Nothing is kept, not even that it was
-- there. Answers {"erased": true}, or null where there is no such token.
create function jatre.alerts_erase_v1(p_token bytea) returns jsonb
language plpgsql security definer
set search_path = jatre, public, pg_temp
set lock_timeout = '25s'
as $$
begin
  delete from alert_channels where token_digest = p_token;
  return case when found then jsonb_build_object('erased', true) end;
end
$$;
