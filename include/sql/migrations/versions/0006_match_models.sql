-- A row is a training. The latest promoted one that nobody has withdrawn is in use; without any the shipped weights.
create table jatre.match_models (
  id bigint generated always as identity primary key,
  weights jsonb not null,
  figures jsonb not null,
  promoted boolean not null,
  trained_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz
);
