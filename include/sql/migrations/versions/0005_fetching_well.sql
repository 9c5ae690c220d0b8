-- A limit is requests per window, kept by all workers together.
alter table jatre.event_sources
add column rate_window integer not null default 3600 check (rate_window between 1 and 86400);

create table jatre.source_limits (
  source_id uuid primary key references jatre.event_sources (id) on delete cascade,
  last_at timestamptz not null default '-infinity'
);

create table jatre.source_reservations (
  id bigint generated always as identity primary key,
  source_id uuid not null references jatre.event_sources (id) on delete cascade,
  free_at timestamptz not null
);
create index source_reservations_source_idx on jatre.source_reservations (source_id, free_at);

-- What answers nothing is left alone for a while, by all workers.
create table jatre.host_failures (
  host text primary key check (length(host) between 1 and 300),
  failures integer not null,
  failed_at timestamptz not null,
  open_until timestamptz,
  reason text not null
);
