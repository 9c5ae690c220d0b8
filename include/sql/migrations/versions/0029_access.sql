-- Who may moderate and administer; of a token only its digest is kept.
create table jatre.access_tokens (
  id uuid primary key default gen_random_uuid(),
  digest bytea not null unique check (octet_length(digest) = 32),
  name text not null check (length(name) between 1 and 100),
  scope text not null check (scope in ('admin', 'moderator', 'source')),
  source_slug text,
  parent uuid references jatre.access_tokens (id) on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  check ((scope = 'source') = (source_slug is not null)),
  check ((revoked_at is null) = (revoked_by is null))
);

create index access_tokens_parent_idx on jatre.access_tokens (parent) where parent is not null;

create table jatre.access_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  action text not null,
  target text not null,
  details jsonb not null default '{}'
);
