-- What a channel was told goes with it. Whoever writes into the outbox holds the cursor: this waits until they are
-- done, and finds what they have written; afterwards they find no such channel.
create function jatre.alert_channels_removed() returns trigger
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  if exists (select from old_rows) then
    perform from alert_cursor for update;
    delete from alert_outbox as o using old_rows as c where o.channel_id = c.id;
  end if;
  return null;
end
$$;
