-- As version 1, as one expression: it is asked in every writer's transaction.
create function jatre.feed_ring_v2() returns boolean
language plpgsql
as $$
begin
  return case
    when coalesce(current_setting('jatre.doorbell', true), '') = 'off' then false
    when pg_try_advisory_xact_lock(7391, 1) then pg_notify('jatre_feed', '') is not null
    else false
  end;
end
$$;
