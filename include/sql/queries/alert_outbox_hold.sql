-- Be the one who writes into the outbox of alerts, until the end of the transaction: whether nobody else is. The commit
-- need not wait for the disk: after a crash the rows and what they were made of go back together.
select
  pg_try_advisory_xact_lock(7391, 3) as is_held,
  set_config('synchronous_commit', 'off', true) as relaxed,
  set_config('idle_in_transaction_session_timeout', '25s', true) as patience
