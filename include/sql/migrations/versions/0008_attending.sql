-- A table of its own: what moves at every fetch must not touch the ledger, nor the event.
create table jatre.listing_popularity (
  source_id uuid not null references jatre.event_sources (id) on delete cascade,
  external_id text not null,
  attending integer not null check (attending >= 0),
  seen_at timestamptz not null default clock_timestamp(),
  primary key (source_id, external_id)
);
