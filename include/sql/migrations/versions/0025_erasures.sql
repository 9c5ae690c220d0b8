-- What was erased: by whom and why, and how much, without the content.
create table jatre.erasures (
  id uuid primary key default gen_random_uuid(),
  what text not null check (what in ('listing', 'event', 'source', 'text')),
  erased_by text not null,
  reason text not null,
  erased_at timestamptz not null default clock_timestamp(),
  listings integer not null,
  events integer not null,
  payloads integer not null,
  -- the key of its hashes: nobody can look an id up in a table of hashes made beforehand
  salt bytea not null check (octet_length(salt) = 32)
);

-- Hashes of what was erased, its id and what it is recognised by: the next import leaves it out.
create table jatre.erased_listings (
  source_id uuid not null references jatre.event_sources (id) on delete cascade,
  erasure_id uuid not null references jatre.erasures (id),
  digest bytea not null check (octet_length(digest) = 32),
  primary key (source_id, erasure_id, digest)
);
