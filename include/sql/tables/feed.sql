-- Where writers leave their changes. One small unpartitioned table: a missing partition would fail the writer.
create table jatre.feed_outbox (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  kind text not null,
  entity text not null,
  version bigint not null,
  rooms text[] not null,
  payload text not null,
  changed_at timestamptz not null default clock_timestamp()
)
with (
  -- a payload of usual size is not worth compressing for the moment that it stays here
  toast_tuple_target = 8160,
  -- every row is deleted soon: do not wait for a share of the table
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 100000, autovacuum_vacuum_cost_delay = 0
);

create index feed_outbox_xid_idx on jatre.feed_outbox (xid);

-- The feed: dense, ordered by seq, written by feed_sequence_v1 alone.
create table jatre.feed_changes (
  seq bigint primary key,
  kind text not null,
  entity text not null,
  version bigint not null,
  rooms text[] not null,
  payload text not null,
  changed_at timestamptz not null,
  sequenced_at timestamptz not null default clock_timestamp()
) partition by range (seq);

-- One row. `head` is the last number given; `floor` the smallest position from which a resume is still complete;
-- `partitioned_until` the first number that has no partition yet.
create table jatre.feed_head (
  singleton boolean primary key default true check (singleton),
  head bigint not null default 0,
  floor bigint not null default 0,
  partitioned_until bigint not null default 1,
  epoch text not null,
  fingerprint text not null,
  salt uuid not null default gen_random_uuid(),
  check (floor <= head)
);
