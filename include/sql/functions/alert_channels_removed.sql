-- What a channel was told goes with it. Whoever writes into the outbox holds a lock: this waits until they are done,
-- and finds what they have written; afterwards they find no such channel. Before that it waits for who holds the
-- cursor, and may be about to change one of the alerts that go with the channel.
create function jatre.alert_channels_removed() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform from alert_cursor for update;
  perform pg_advisory_xact_lock(7391, 3);
  delete from alert_outbox where channel_id = old.id;
  return old;
end
$$;
