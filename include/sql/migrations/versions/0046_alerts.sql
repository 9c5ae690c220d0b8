-- A person is a channel: an address, a device or a webhook. There are no accounts.
create table jatre.alert_channels (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('email', 'push', 'webhook', 'page')),
  address bytea check (octet_length(address) <= 8192),
  digest bytea not null unique check (octet_length(digest) = 32),
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  language text not null default 'en' check (language in ('en', 'kn')),
  zone text not null,
  quiet_from time,
  quiet_until time,
  digest_hour smallint check (digest_hour between 0 and 23),
  max_per_day smallint not null default 10 check (max_per_day between 1 and 100),
  created_at timestamptz not null default clock_timestamp(),
  confirmed_at timestamptz,
  unsubscribed_at timestamptz,
  check ((quiet_from is null) = (quiet_until is null)),
  check (quiet_from <> quiet_until),
  check ((kind = 'page') = (address is null))
);

create table jatre.alerts (
  id uuid primary key default gen_random_uuid(),
  channel_id uuid not null references jatre.alert_channels (id) on delete cascade,
  name text not null check (length(name) between 1 and 200),
  filter jsonb check (jsonb_typeof(filter) = 'object' and length(filter::text) <= 8000),
  words tsquery,
  word_keys text[] not null default '{}',
  event_id uuid,
  kinds text[] not null
  check (kinds <@ array['new', 'moved', 'cancelled', 'postponed', 'price', 'sold_out', 'soon'] and kinds <> '{}'),
  created_at timestamptz not null default clock_timestamp(),
  confirmed_at timestamptz,
  changed_xid xid8 not null default pg_current_xact_id(),
  check ((filter is null) <> (event_id is null))
);

create index alerts_channel_idx on jatre.alerts (channel_id);
create index alerts_event_idx on jatre.alerts (event_id) where event_id is not null;
create index alerts_changed_idx on jatre.alerts (changed_xid);

create table jatre.alert_messages (
  id uuid primary key default gen_random_uuid(),
  channel_id uuid not null references jatre.alert_channels (id) on delete cascade,
  kind text not null check (kind in ('confirm', 'news')),
  alert_id uuid references jatre.alerts (id) on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  tries smallint not null default 0,
  next_try_at timestamptz not null default clock_timestamp(),
  ended text check (ended in ('sent', 'failed', 'dropped')),
  ended_at timestamptz,
  error text check (length(error) <= 300),
  check ((ended is null) = (ended_at is null)),
  check ((kind = 'confirm') = (alert_id is not null))
);

create index alert_messages_next_idx on jatre.alert_messages (next_try_at) where ended is null;
create index alert_messages_channel_idx on jatre.alert_messages (channel_id, created_at);
create index alert_messages_alert_idx on jatre.alert_messages (alert_id) where alert_id is not null;

-- An alert may be gone while what it told is kept, so that nothing is told twice.
create table jatre.alert_outbox (
  id bigint generated always as identity primary key,
  channel_id uuid not null references jatre.alert_channels (id) on delete cascade,
  alert_id uuid not null,
  event_id uuid not null,
  kind text not null
  check (kind in ('new', 'moved', 'cancelled', 'postponed', 'price', 'sold_out', 'soon')),
  version bigint not null,
  detail jsonb,
  created_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  waits boolean not null default true,
  message_id uuid references jatre.alert_messages (id) on delete set null,
  unique (channel_id, event_id, kind, version)
);

create index alert_outbox_due_idx on jatre.alert_outbox (due_at) where waits;
create index alert_outbox_message_idx on jatre.alert_outbox (message_id) where message_id is not null;

create table jatre.alert_events (
  event_id uuid primary key,
  version bigint not null,
  over_at timestamptz,
  document jsonb not null,
  search tsvector not null
);

create index alert_events_over_idx on jatre.alert_events (over_at);

create table jatre.alert_cursor (
  one boolean primary key default true check (one),
  seq bigint not null default 0,
  filled boolean not null default false
);

insert into jatre.alert_cursor default values;
