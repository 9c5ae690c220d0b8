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
