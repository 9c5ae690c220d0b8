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

  -- kept by triggers: see triggers/event_state_v1.sql
  is_public boolean not null default false,
  rooms text[] not null default '{}',
  version bigint not null default 0,
  visible_hash text not null default '',
  children_hash text not null default '',

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
  created_at timestamptz not null default now(),
  unique (event_id, url)
);

create unique index event_images_primary_idx on jatre.event_images (event_id) where is_primary;

-- Counted beside the event: a view must not be a change of the event.
create table jatre.event_counters (
  event_id uuid primary key references jatre.discovered_events (id) on delete cascade,
  view_count integer not null default 0,
  rsvp_count integer not null default 0,
  share_count integer not null default 0
);
