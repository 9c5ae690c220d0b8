-- Ring the doorbell: there is something in the outbox. Single flight, because NOTIFY takes one lock for all
-- commits; who finds another at the bell goes on, and readers poll, so a ring may be lost. `jatre.doorbell = off`
-- is for writers that commit in two phases, where NOTIFY is refused. Returns whether it rang.
create function jatre.feed_ring_v1() returns boolean
language plpgsql
as $$
begin
  if coalesce(current_setting('jatre.doorbell', true), '') <> 'off'
    and pg_try_advisory_xact_lock(7391, 1) then
    perform pg_notify('jatre_feed', '');
    return true;
  end if;
  return false;
end
$$;
