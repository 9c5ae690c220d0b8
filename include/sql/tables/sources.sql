-- The source instances: which site is read, by which kind of connector, how often.
create table jatre.event_sources (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z][a-z0-9_]{1,60}$'),
  name text not null check (length(name) between 1 and 100),
  kind text not null,
  type text not null check (type in ('api', 'scraper', 'rss', 'ical', 'webhook', 'replay')),
  config jsonb not null default '{}',
  area_code text not null default 'indiranagar',
  schedule text,
  -- requests per hour
  rate_limit integer not null default 60 check (rate_limit > 0),
  -- 1 is the most trusted
  priority smallint not null default 5 check (priority between 1 and 10),
  official boolean not null default false,
  is_active boolean not null default true,
  -- what the connector wants to know next time (ETags, a page to go on from)
  state jsonb not null default '{}',
  last_fetched_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One row per run of a source, also when it fails.
create table jatre.fetch_history (
  id uuid primary key default gen_random_uuid(),
  source_id uuid not null references jatre.event_sources (id) on delete cascade,
  run_id text,
  started_at timestamptz not null,
  -- when it was for the listings: a day that is replayed twice is not two days on which they were absent
  business_time timestamptz not null default jatre.now_v1(),
  completed_at timestamptz,
  status text not null check (status in ('running', 'success', 'partial', 'failed')),
  complete boolean not null default false,
  window_start timestamptz,
  window_end timestamptz,
  records_found integer not null default 0,
  records_new integer not null default 0,
  records_changed integer not null default 0,
  records_unchanged integer not null default 0,
  records_absent integer not null default 0,
  records_unreadable integer not null default 0,
  events_found integer not null default 0,
  events_processed integer not null default 0,
  events_approved integer not null default 0,
  archive_uris text[] not null default '{}',
  error_details jsonb,
  execution_time_ms integer,
  created_at timestamptz not null default now()
);

create index fetch_history_source_idx on jatre.fetch_history (source_id, started_at desc);
