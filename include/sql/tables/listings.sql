-- The permanent ledger of listings: one row per (source, external_id), for ever. Retention empties the bodies and
-- never deletes a row, or old listings would come back as new.
create table jatre.events_staging (
  id uuid primary key default gen_random_uuid(),
  source_id uuid not null references jatre.event_sources (id),
  external_id text not null check (length(external_id) between 1 and 1000),
  content_hash bytea not null,
  raw_data jsonb,
  processed_data jsonb,
  archive_uri text,

  -- the stage that this row waits for
  stage text not null default 'extract' check (
    stage in ('extract', 'nlp', 'geocode', 'dedup', 'enrich', 'publish', 'done')
  ),
  status text not null default 'pending' check (
    status in ('pending', 'approved', 'rejected', 'duplicate', 'set_aside')
  ),
  set_aside_reason text,
  error jsonb,

  event_id uuid references jatre.discovered_events (id),
  duplicate_of uuid references jatre.events_staging (id),
  confidence_score numeric(3, 2) check (confidence_score between 0 and 1),
  extraction_metadata jsonb,

  -- what matching blocks on: local dates of the occurrences, the title's significant words in order
  local_dates date[] not null default '{}',
  title_key text,
  -- a recurring listing is read again before its expanded dates run out
  expanded_until timestamptz,

  first_seen_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  absent_runs smallint not null default 0,
  gone_at timestamptz,
  processed_at timestamptz,

  unique (source_id, external_id),
  check ((status = 'set_aside') = (set_aside_reason is not null))
);

create index events_staging_waiting_idx on jatre.events_staging (stage, id) where stage <> 'done';
create index events_staging_event_idx on jatre.events_staging (event_id) where event_id is not null;
create index events_staging_dates_idx on jatre.events_staging using gin (local_dates) where event_id is not null;
create index events_staging_title_idx on jatre.events_staging (source_id, title_key) where event_id is not null;
create index events_staging_expanded_idx on jatre.events_staging (expanded_until) where expanded_until is not null;

alter table jatre.discovered_events
add constraint discovered_events_staging_fkey foreign key (staging_id) references jatre.events_staging (id);

-- Why a listing was taken for the same happening as an event.
create table jatre.event_duplicates (
  id uuid primary key default gen_random_uuid(),
  primary_event_id uuid not null references jatre.discovered_events (id),
  duplicate_event_id uuid not null references jatre.events_staging (id),
  similarity_score numeric(3, 2) not null check (similarity_score between 0 and 1),
  match_fields jsonb not null,
  created_at timestamptz not null default now(),
  unique (primary_event_id, duplicate_event_id)
);

create index event_duplicates_listing_idx on jatre.event_duplicates (duplicate_event_id);

-- What a person decided. Keyed on the listing's natural key, so a decision outlives every import and every
-- rebuild; revoking one is a date, not a delete.
create table jatre.event_decisions (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('approve', 'reject', 'flag', 'edit', 'merge', 'split')),
  source_slug text not null,
  external_id text not null,
  -- merge and split speak of two listings
  other_source_slug text,
  other_external_id text,
  -- edit: the fields of a listing that the person set
  patch jsonb,
  reason text,
  decided_by text not null,
  decided_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz,
  check ((kind in ('merge', 'split')) = (other_source_slug is not null and other_external_id is not null)),
  check ((kind = 'edit') = (patch is not null))
);

create index event_decisions_listing_idx on jatre.event_decisions (source_slug, external_id) where revoked_at is null;
create index event_decisions_other_idx on jatre.event_decisions (other_source_slug, other_external_id)
where revoked_at is null and other_source_slug is not null;
