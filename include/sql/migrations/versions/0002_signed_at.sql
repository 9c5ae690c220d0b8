-- The order in which deliveries come is not always that in which they were sent.
alter table jatre.webhook_inbox add column signed_at timestamptz not null default clock_timestamp();
