drop table jatre.host_failures;
create table jatre.host_failures (
  host text primary key check (length(host) between 1 and 300),
  failures integer not null,
  failed_at timestamptz not null,
  open_until timestamptz,
  reason text not null
);
