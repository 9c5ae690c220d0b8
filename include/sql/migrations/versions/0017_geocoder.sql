-- What an external geocoder has answered, who waits for it and how it fares; how exactly an event's place is known.
create table jatre.geocoders (
  service text primary key check (length(service) between 1 and 500),
  next_at timestamptz not null default '-infinity',
  failures integer not null default 0,
  open_until timestamptz,
  reason text
);

create table jatre.geocoder_answers (
  service text not null,
  area_code text not null references jatre.areas (code),
  question text not null check (length(question) between 1 and 1500),
  name text,
  house text,
  answer jsonb,
  answered_at timestamptz,
  ask_at timestamptz,
  tries smallint not null default 0,
  reason text,
  primary key (service, area_code, question)
);
create index geocoder_answers_waiting on jatre.geocoder_answers (service, ask_at) where ask_at is not null;
create index geocoder_answers_old on jatre.geocoder_answers (answered_at);

create table jatre.geocoder_askers (
  service text not null,
  area_code text not null,
  question text not null,
  listing_id uuid not null references jatre.events_staging (id) on delete cascade,
  primary key (service, area_code, question, listing_id),
  foreign key (service, area_code, question)
  references jatre.geocoder_answers (service, area_code, question) on delete cascade
);
create index geocoder_askers_listing on jatre.geocoder_askers (listing_id);

alter table jatre.discovered_events
add column location_precision text check (location_precision in ('venue', 'address', 'road', 'postcode')),
add column approximate jsonb;
