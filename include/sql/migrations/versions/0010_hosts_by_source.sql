-- One source's broken page must not close a host that it shares. What failed until now is learned again.
drop table jatre.host_failures;
create table jatre.host_failures (
  id bigint generated always as identity primary key,
  host text not null check (length(host) between 1 and 300),
  source_id uuid references jatre.event_sources (id) on delete cascade,
  failures integer not null,
  failed_since timestamptz not null,
  failed_at timestamptz not null,
  open_until timestamptz,
  reason text not null,
  unique nulls not distinct (host, source_id)
);
