-- What sites have pushed to us: stored first, understood later. A delivery is taken once, in the transaction that
-- writes its listings; its row stays for a while, so that the same delivery sent again is known.
create table jatre.webhook_inbox (
  id bigint generated always as identity primary key,
  source_id uuid not null references jatre.event_sources (id) on delete cascade,
  -- the sender's own name for the delivery
  delivery_id text not null check (length(delivery_id) between 1 and 200),
  body bytea not null,
  received_at timestamptz not null default clock_timestamp(),
  taken_at timestamptz,
  unique (source_id, delivery_id)
);

create index webhook_inbox_waiting_idx on jatre.webhook_inbox (source_id, id) where taken_at is null;
