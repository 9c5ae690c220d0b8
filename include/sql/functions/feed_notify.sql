-- Wake the readers: there is something in the outbox. Single flight, because NOTIFY takes one lock for all commits; who
-- finds another at it goes on, and readers poll, so a notification may be lost. `jatre.doorbell = off` is for writers
-- that commit in two phases, where NOTIFY is refused. Returns whether it was sent. One expression, since it is asked in
-- every writer's transaction.
create function jatre.feed_notify() returns boolean
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
