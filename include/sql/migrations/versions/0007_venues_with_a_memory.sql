-- The names of venues that listings have stated: what is stated and decided of them is kept under their keys.
create table jatre.venue_names (
  area_code text not null references jatre.areas (code),
  name_key text not null check (length(name_key) between 1 and 100),
  name text not null,
  first_seen_at timestamptz not null default clock_timestamp(),
  primary key (area_code, name_key)
);

create table jatre.venue_statements (
  id uuid primary key default gen_random_uuid(),
  area_code text not null,
  name_key text not null,
  source_id uuid not null references jatre.event_sources (id),
  listing_id uuid not null references jatre.events_staging (id),
  spot text not null,
  name text not null,
  is_branch boolean not null,
  part text not null,
  address text,
  location geography (point, 4326),
  stated_at timestamptz not null default clock_timestamp(),
  foreign key (area_code, name_key) references jatre.venue_names (area_code, name_key),
  unique (area_code, name_key, source_id, spot)
);
create index venue_statements_listing_idx on jatre.venue_statements (listing_id);

create table jatre.venue_decisions (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('place', 'same', 'several')),
  area_code text not null,
  name_key text not null,
  name text not null,
  other_name text,
  part text,
  address text,
  location geography (point, 4326),
  reason text,
  decided_by text not null,
  decided_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz,
  foreign key (area_code, name_key) references jatre.venue_names (area_code, name_key),
  check ((kind = 'same') = (other_name is not null)),
  check ((kind = 'place') = (part is not null))
);
create index venue_decisions_name_idx on jatre.venue_decisions (area_code, name_key) where revoked_at is null;

alter table jatre.events_staging add column venue_key text;
create index events_staging_venue_idx on jatre.events_staging (venue_key) where venue_key is not null;
