create schema jatre;

-- The areas an installation serves. Polygons may nest; a point belongs to the smallest that holds it.
create table jatre.areas (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  name text not null,
  timezone text not null,
  currency char(3) not null,
  outline geography (multipolygon, 4326) not null,
  centre geography (point, 4326) not null,
  -- for finding the smallest: measuring a polygon takes longer than asking whether it holds a point
  square_metres double precision not null generated always as (public.st_area(outline)) stored
);

create index areas_outline_idx on jatre.areas using gist (outline);

-- Venues and other named places: the gazetteer of an area and what the sources add to it.
create table jatre.places (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  name text not null,
  aliases text[] not null default '{}',
  kind text,
  address text,
  location geography (point, 4326),
  area_code text references jatre.areas (code),
  plus_code text,
  google_place_id text unique,
  osm_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index places_name_trgm_idx on jatre.places using gin (name public.gin_trgm_ops);
create index places_location_idx on jatre.places using gist (location);

-- What a place is like right now; one row per statement, the newest valid one counts.
create table jatre.place_live_status (
  id uuid primary key default gen_random_uuid(),
  place_id uuid not null references jatre.places (id) on delete cascade,
  is_open boolean,
  current_capacity text check (current_capacity in ('empty', 'quiet', 'moderate', 'busy', 'packed')),
  wait_time_minutes integer check (wait_time_minutes >= 0),
  special_status text,
  source text not null default 'prediction' check (source in ('google', 'user', 'prediction', 'business')),
  confidence numeric(3, 2) check (confidence between 0 and 1),
  valid_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index place_live_status_place_idx on jatre.place_live_status (place_id, valid_until);

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
  business_time timestamptz not null default now(),
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

-- One row per real happening. What the public sees of it is jatre.event_public_v1 and nothing else.
create table jatre.discovered_events (
  id uuid primary key default gen_random_uuid(),
  staging_id uuid,
  source_id uuid references jatre.event_sources (id),

  title text not null check (length(title) between 1 and 255),
  description text,
  category text check (
    category in ('food_festival', 'market', 'cultural_event', 'music', 'sports', 'workshop', 'meetup')
  ),
  subcategory text,
  tags text[] not null default '{}',

  start_time timestamptz not null,
  end_time timestamptz,
  timezone text not null default 'Asia/Kolkata',
  date_only boolean not null default false,
  is_recurring boolean not null default false,
  recurrence_rule jsonb,
  status text not null default 'scheduled' check (status in ('scheduled', 'cancelled', 'postponed', 'unlisted')),

  venue_name text,
  venue_address text,
  place_id uuid references jatre.places (id),
  location geography (point, 4326),
  plus_code text,
  google_place_id text,
  area_code text references jatre.areas (code),
  -- the area that its words name while nobody knows its point ("12th Main, HAL 2nd Stage")
  named_area text references jatre.areas (code),

  organizer_name text,
  organizer_type text check (organizer_type in ('business', 'individual', 'community', 'government')),
  contact_info jsonb,

  external_url text,
  ticket_url text,
  links jsonb not null default '[]',
  cost_type text check (cost_type in ('free', 'paid', 'donation', 'variable')),
  -- {"minimum": n, "maximum": n, "currency": "INR"}, in units of the currency
  price_range jsonb,
  capacity integer,
  registration_required boolean,

  quality_score numeric(3, 2) check (quality_score between 0 and 1),
  verification_status text not null default 'unverified' check (
    verification_status in ('unverified', 'verified', 'official')
  ),
  moderation_status text not null default 'pending' check (
    moderation_status in ('pending', 'approved', 'rejected', 'flagged')
  ),
  moderation_reasons text[] not null default '{}',
  moderation_notes text,
  moderated_by uuid,
  moderated_at timestamptz,

  is_active boolean not null default true,
  merged_into uuid references jatre.discovered_events (id),
  published_at timestamptz,
  -- the golden record that waits to be published
  draft jsonb,
  provenance jsonb not null default '{}',

  -- kept by the triggers event_added_state and event_changed_state
  is_public boolean not null default false,
  rooms text[] not null default '{}',
  version bigint not null default 0,
  -- its dates and images as the public sees them
  occurrences json not null default '[]',
  images json not null default '[]',
  -- what the last write changed: the kind of change, null when the public sees none; the rooms where it is
  -- written, when those are not `rooms`; whether its dates have to follow it, and whether moderators get it
  change_kind text,
  change_rooms text[],
  change_moved boolean not null default false,
  change_moderated boolean not null default false,

  -- not a generated column: where a table has a row trigger, those are computed again at every update
  search tsvector,

  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),

  check (end_time is null or end_time >= start_time),
  check (merged_into is null or merged_into <> id)
)
-- room on the page for the next version of a row, so that an update which touches no index stays there
with (fillfactor = 85);

create index discovered_events_search_idx on jatre.discovered_events using gin (search) where is_public;
create index discovered_events_title_trgm_idx on jatre.discovered_events using gin (title public.gin_trgm_ops)
where is_public;
create index discovered_events_location_idx on jatre.discovered_events using gist (location) where is_public;
create index discovered_events_period_idx on jatre.discovered_events (start_time, end_time) where is_public;
create index discovered_events_moderation_idx on jatre.discovered_events (moderation_status, created_at)
where moderation_status in ('pending', 'flagged') and is_active;
create index discovered_events_merged_idx on jatre.discovered_events (merged_into) where merged_into is not null;

-- One row per date of an event: what lists and indexes work on.
create table jatre.event_occurrences (
  event_id uuid not null references jatre.discovered_events (id) on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz,
  date_only boolean not null default false,
  cancelled boolean not null default false,
  -- when it is no longer on: its end; without one, a day after a date-only start and three hours after a timed one.
  -- This and the columns below stand beside the time so that one index answers a list; kept by triggers
  over_at timestamptz not null,
  is_public boolean not null default false,
  category text,
  area_code text,
  location geography (point, 4326),
  primary key (event_id, starts_at),
  check (ends_at is null or ends_at >= starts_at)
);

create index event_occurrences_list_idx on jatre.event_occurrences using gist (category, starts_at, over_at, location)
where is_public;
create index event_occurrences_over_idx on jatre.event_occurrences (over_at, starts_at) where is_public;

create table jatre.event_images (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references jatre.discovered_events (id) on delete cascade,
  url text not null check (url ~ '^https?://'),
  thumbnail_url text,
  source_url text,
  alt_text text,
  is_primary boolean not null default false,
  created_at timestamptz not null default now()
);

-- a signed address has 3,000 characters, more than an entry of an index may have
create unique index event_images_url_idx on jatre.event_images (event_id, md5(url));

create unique index event_images_primary_idx on jatre.event_images (event_id) where is_primary;

-- Counted beside the event: a view must not be a change of the event.
create table jatre.event_counters (
  event_id uuid primary key references jatre.discovered_events (id) on delete cascade,
  view_count integer not null default 0,
  rsvp_count integer not null default 0,
  share_count integer not null default 0
);

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
  -- how often it was begun and neither done nor set aside since; written before the work
  tries smallint not null default 0,
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

-- What a user wants to be notified of.
create table jatre.user_event_preferences (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null unique,
  categories text[] not null default '{}',
  keywords text[] not null default '{}',
  preferred_days text[] not null default '{}',
  preferred_times jsonb,
  max_distance_km integer not null default 5 check (max_distance_km > 0),
  price_range jsonb,
  notification_channels jsonb not null default '{"push": true, "email": false}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- What the weather in an area is like, as last observed: one row per area, overwritten.
create table jatre.area_weather (
  area_code text primary key references jatre.areas (code),
  observed_at timestamptz not null,
  condition text not null check (condition in ('clear', 'cloudy', 'fog', 'drizzle', 'rain', 'storm')),
  temperature_c numeric(4, 1),
  feels_like_c numeric(4, 1),
  humidity_percent smallint check (humidity_percent between 0 and 100),
  rain_mm_per_hour numeric(5, 1) check (rain_mm_per_hour >= 0),
  wind_kmh numeric(4, 1) check (wind_kmh >= 0),
  source text not null,
  -- kept by the trigger weather_state
  version bigint not null default 0
);

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
  -- keep the room that a burst has taken: giving it back locks the table
  vacuum_truncate = off,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 100000, autovacuum_vacuum_cost_delay = 0
);

-- one transaction's changes in order, from any of them on
create index feed_outbox_xid_id_idx on jatre.feed_outbox (xid, id);

-- The feed: dense, ordered by seq, written by the sequencer alone.
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

-- Who means to come: one row per user and event.
create table jatre.event_rsvps (
  event_id uuid not null references jatre.discovered_events (id) on delete cascade,
  user_id uuid not null,
  status text not null default 'going' check (status in ('going', 'interested', 'declined')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (event_id, user_id)
);

create index event_rsvps_user_idx on jatre.event_rsvps (user_id);

-- How it was: one row per user and event.
create table jatre.event_ratings (
  event_id uuid not null references jatre.discovered_events (id) on delete cascade,
  user_id uuid not null,
  rating smallint not null check (rating between 1 and 5),
  comment text check (length(comment) <= 2000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (event_id, user_id)
);

create index event_ratings_user_idx on jatre.event_ratings (user_id);

-- That somebody was counted today. The visitor is a hash under the day's salt; both are gone when the day is.
create table jatre.event_visits (
  day date not null,
  event_id uuid not null references jatre.discovered_events (id) on delete cascade,
  what text not null check (what in ('view', 'share')),
  visitor bytea not null,
  primary key (day, event_id, what, visitor)
);

create table jatre.visit_salts (
  day date primary key,
  salt bytea not null
);

-- What the sequencer knows of a transaction too large for one step: how far it has been counted, and its last change.
create table jatre.feed_large (
  xid xid8 primary key,
  counted_to bigint not null default 0,
  last_id bigint not null
);

-- How many changes it made in each room. A room that is missing has few.
create table jatre.feed_large_rooms (
  xid xid8 not null,
  room text not null,
  size bigint not null,
  primary key (xid, room)
);

-- What matching waits for: a row per local day and per title of a source. Whoever matches holds its rows until the end
-- of the transaction. Rows, not advisory locks: any number of them fits, and only a role that may write here can hold
-- one. A row means nothing by being there; retention deletes those that nobody holds.
create table jatre.match_locks (
  name text collate "C" primary key
);

-- What the service asks of the pipeline: it has no password of Airflow, it writes a row, and a DAG picks it up.
create table jatre.pipeline_requests (
  id bigint generated always as identity primary key,
  -- fetch: read the source :target now, as its own DAG does; preview: read it once and write nothing
  kind text not null check (kind in ('fetch', 'preview')),
  target text not null check (length(target) between 1 and 200),
  asked_by text not null check (length(asked_by) between 1 and 200),
  asked_at timestamptz not null default clock_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  -- how often it was begun: one that ends its process twice is given up
  tries smallint not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  -- of the scheduler's run that takes it; the fetch history names the request itself
  run_id text,
  answer jsonb,
  check ((state in ('done', 'failed')) = (finished_at is not null))
);

create index pipeline_requests_open_idx on jatre.pipeline_requests (id) where state in ('waiting', 'running');
