-- What a channel was told goes with it. Whoever writes into the outbox holds the cursor: this waits until they are
-- done, and finds what they have written; afterwards they find no such channel. It waits before alerts go with the
-- channel, since who holds the cursor may be about to change one of these.
create function jatre.alert_channels_removed() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform from alert_cursor for update;
  delete from alert_outbox where channel_id = old.id;
  return old;
end
$$;
