-- Be the one who writes into the outbox of alerts, until the end of the transaction, as soon as nobody else is.
select pg_advisory_xact_lock(7391, 3)
