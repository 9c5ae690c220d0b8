-- Be the one who writes into the outbox of alerts, until the end of the transaction: whether nobody else is. The commit
-- need not wait for the disk: after a crash the rows and what they were made of go back together. With it how far the
-- feed was read for alerts, how many changes nobody has read yet, and for how many seconds the first of what was found
-- has waited (null where nothing does).
select
  pg_try_advisory_xact_lock(7391, 3) as is_held,
  set_config('synchronous_commit', 'off', true) as relaxed,
  set_config('idle_in_transaction_session_timeout', '25s', true) as patience,
  c.seq,
  p.head - c.seq as unread,
  (
    select extract(epoch from clock_timestamp() - f.found_at)::float from jatre.alert_findings as f
    order by f.id limit 1
  ) as waited
from jatre.feed_position_v2() as p cross join jatre.alert_cursor as c
