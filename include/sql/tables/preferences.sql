-- What a user wants to hear about.
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
