-- The order in which deliveries come is not always that in which they were sent. What is there already counts as signed
-- when it came; a default that is computed for each row would write the whole table, bodies and all, behind its lock.
alter table jatre.webhook_inbox add column signed_at timestamptz;

update jatre.webhook_inbox set signed_at = received_at;

alter table jatre.webhook_inbox
alter column signed_at set default clock_timestamp(),
alter column signed_at set not null;
