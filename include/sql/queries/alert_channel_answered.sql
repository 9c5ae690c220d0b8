-- A program has answered as it was asked: who runs it wants to be told.
with answered as (
  update jatre.alert_channels set confirmed_at = coalesce(confirmed_at, clock_timestamp())
  where id = :channel
  returning id
)

update jatre.alerts as a
set confirmed_at = clock_timestamp(), changed_xid = pg_current_xact_id()
from answered
where a.channel_id = answered.id and a.confirmed_at is null
