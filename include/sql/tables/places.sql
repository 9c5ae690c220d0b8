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
